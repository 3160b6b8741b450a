-- Work without end.
-- expect: limit fuel|deadline|memory
while true do setmetatable({}, {}) getmetatable('') end
