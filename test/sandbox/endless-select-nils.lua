-- `select` among many nils, which are not found in place.
-- expect: limit fuel
local function each(...) for i = 1, select("#", ...) do local x = select(i, ...) end end
each((unpack or table.unpack)({}, 1, 40000))
