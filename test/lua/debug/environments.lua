--@ 5.1: module changes the environment of a chunk that was loaded, as often as it is called
local f = loadstring([[
local print = print
module "first" x = 1 print(_M ~= nil, _NAME)
module "second" x = 2 print(_M ~= nil, _NAME)
]])
local name = debug.getlocal
f()
print(second.x, x)
--@ 5.0 5.1: setfenv changes the environment of a chunk that was loaded, while it runs
local hook = debug.sethook
local f = loadstring([[
local print = print
x = "global"
setfenv(1, {x = "own"})
print(x)
]])
f()
print(x)
--@ 5.2: module changes the environment of a chunk with hooks
local getinfo = debug.getinfo
local print, pcall, tostring = print, pcall, tostring
local function later() return _NAME, x end
module("looked", package.seeall)
x = 7
print(later())
print(_NAME, x, looked and looked.x, getinfo(1, "f").func ~= nil)
local function inside() local p = print module("inner", package.seeall) p(_NAME) end
inside()
print(_NAME)
print(pcall(pcall, module, "called.from.c"))
