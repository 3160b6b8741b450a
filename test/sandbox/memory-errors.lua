-- Memory without end.
-- expect: limit fuel|deadline|memory
local t = {} while true do local ok, e = pcall(error, {t}) t = e end
