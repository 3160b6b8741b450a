-- Functions that call the one before several times, without a loop and without recursion: the calls multiply.
-- expect: limit fuel|deadline
local function a(x) return x end
local function b(x) a(x) a(x) a(x) a(x) a(x) a(x) a(x) a(x) a(x) a(x) return x end
local function c(x) b(x) b(x) b(x) b(x) b(x) b(x) b(x) b(x) b(x) b(x) return x end
local function d(x) c(x) c(x) c(x) c(x) c(x) c(x) c(x) c(x) c(x) c(x) return x end
local function e(x) d(x) d(x) d(x) d(x) d(x) d(x) d(x) d(x) d(x) d(x) return x end
local function f(x) e(x) e(x) e(x) e(x) e(x) e(x) e(x) e(x) e(x) e(x) return x end
local function g(x) f(x) f(x) f(x) f(x) f(x) f(x) f(x) f(x) f(x) f(x) return x end
local function h(x) g(x) g(x) g(x) g(x) g(x) g(x) g(x) g(x) g(x) g(x) return x end
local function i(x) h(x) h(x) h(x) h(x) h(x) h(x) h(x) h(x) h(x) h(x) return x end
local function j(x) i(x) i(x) i(x) i(x) i(x) i(x) i(x) i(x) i(x) i(x) return x end
local function k(x) j(x) j(x) j(x) j(x) j(x) j(x) j(x) j(x) j(x) j(x) return x end
k(1)
