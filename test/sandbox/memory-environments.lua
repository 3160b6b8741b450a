-- A chain of functions each of which has an environment of its own. What a WeakMap leads to is looked for again and again by V8's collector.
-- expect: limit fuel|memory
if false then setfenv(1, {}) end
local f
while true do local g = f f = function() return g end end
