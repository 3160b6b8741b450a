-- 5.1 5.2
local function show(...) local t = {} for i = 1, select('#', ...) do t[i] = tostring((select(i, ...))) end print(table.concat(t, " ")) end
local N = nil
show(#{1,N,3}, #{1,2,3,N,5}, #{1,N,3,N,5}, #{N,2}, #{N,N,3}, #{1,2,N,4}, #{1,N,N,4}, #{N,N,N,4}, #{1,2,3,N,5,N}, #{1,2,3,N,5,N,N,8,N})
show(#{10,20,30,N,50}, #{n=1,10,N,30}, #{1,N}, #{1,2,3,4,5,N,7,8,9,N,11})
local a = {1,2,3,4,5} a[3]=nil show(#a) a[5]=nil show(#a) a[4] = nil show(#a)
a = {} for i=1,8 do a[i]=i end a[4]=nil show(#a) a[8]=nil show(#a) a[7]=nil show(#a) a[6] = nil show(#a)
a = {} for i=1,5 do a[i]=i end a[4]=nil show(#a) a[5] = nil show(#a)
a = {} for i=1,10 do a[i]=i end for i=1,9 do a[i]=nil end show(#a) a[10]=nil show(#a)
a = {} a[1]=1 a[2]=2 a[4]=4 show(#a) a[3]=3 show(#a)
a = {} a[2]=2 show(#a) a[1]=1 show(#a)
a = {[1]=1,[2]=2,[4]=4} show(#a)
a = {[1]=1,[2]=2,[3]=3,[5]=5} show(#a)
a = {1,2,3} a[5]=5 show(#a) a[4]=4 show(#a)
a = {n=0} a[1]=1 a[2]=2 a[3]=3 a[2]=nil show(#a) a[3]=nil show(#a)
a = {1,2,3,4,5,6,7,8,9,10} a[10]=nil a[5]=nil show(#a) a[9]=nil show(#a) a[8]=nil show(#a) a[7]=nil show(#a) a[6]=nil show(#a)
local function v(...) return #{...} end
show(v(N,N), v(N,2), v(1,N,3), v(1,N,3,N), v(N,N,3), v(1,2,3,N,5), v(N, 2, N, 4, N, 6, N))
a = {1,2,3,N} a[5] = 5 show(#a) a = {N,N,3} a[1]=1 show(#a) a[2]=2 show(#a)
a = {(unpack or table.unpack)({1,N,3,N,5},1,5)} show(#a)
a = {1,2,3} table.insert(a, 5) a[2]=nil show(#a) table.insert(a, 6) show(#a, a[4], a[5], a[6]) table.remove(a) show(#a)
a = {} for i=1,16 do a[i]=i end for i = 5,16 do a[i]=nil show(#a) end
a = {} for i=1,16 do a[i]=i end for i = 16,5,-1 do a[i]=nil show(#a) end
a = {} for i=1,100 do a[i]=true end for i=1,100,2 do a[i]=nil end show(#a)
for i=100,1,-1 do a[i]=nil end show(#a)
a = {} for i = 10,1,-1 do a[i]=i show(#a) end
a = {} for i = 1,20,2 do a[i] = i show(#a) end
a = {} for i = 1,40 do if i % 3 ~= 0 then a[i] = i end end show(#a)
a = {10,20,30} a[#a+2] = 5 show(#a) a[#a+1]=1 show(#a)
a = {1,2,3,4} a[#a] = nil a[#a] = nil a[2] = nil show(#a)
a = {x=1,y=2, 1,N,3} show(#a) a = {1, x=1, N, 3, N} show(#a)
show(select('#', (unpack or table.unpack)({1,N,3})), select('#', (unpack or table.unpack)({N,N,3})), select('#', (unpack or table.unpack)({1,2,N,4})))
show(table.getn and table.getn({1,N,3}) or 0, table.maxn and table.maxn({1,N,3}) or 0)
for k, v in ipairs({1,2,N,4}) do show(k,v) end
for k, v in pairs({1,N,3,N,5}) do show(k,v) end
local a = {} for i = 10,1,-1 do a[i]=i show(#a) end 
a = {} for i = 16,1,-1 do a[i]=i show(#a) end 
a = {} for i = 5,1,-1 do a[i]=i show(#a) end 
a = {} for i = 3,1,-1 do a[i]=i show(#a) end 
-- Items written by key in a constructor, out of order, and beside other keys.
show(#{N,1,[3]="x"}, #{1,[1]=1,N}, #{1,2,N,[4]=3}, #{[1]=1,[2]=2,[3]=3,[5]=5}, #{[3]=1,[1]=1}, #{[2]=1,4,N,N}, #{N,7,[4]=N}, #{10,[33]=N,9,4,9,y=1,[5]=N})
a = {N,3} a[3]=1 show(#a) a[16]=1 show(#a) a[#a+1]=4 show(#a)
a = {4,[4]=1,9,3,8,[9]=N,N,[31]=1} a[3]=1 show(#a) a[5]=1 show(#a) a[16]=1 show(#a) a[#a+1]=4 show(#a) a[8]=1 show(#a)
a = {N,9,6} a.c=1 show(#a) a[11]=1 show(#a) a[4]=1 show(#a)
a = {1,N,3} a.x=1 show(#a) a.y=1 show(#a) a[7]=1 show(#a)
a = {} a[3]=1 show(#a) a[1]=1 show(#a) a[2]=2 show(#a) a[5]=5 a[6]=6 a[8]=8 show(#a) a[4]=4 show(#a)
a = {[6]=1,[2]=1,N} a[3]=1 table.insert(a,5) show(#a) table.insert(a,5) show(#a) table.insert(a,1,9) show(#a, a[5], a[6], a[7])
a = {1,N,3} for i = 10,30,3 do a[i] = i show(#a) end for i = 5,40 do a[#a+1]=i end show(#a)
a = {1,2,3,4} a[2]=N for i = 1,40 do a[#a+1]=i end show(#a) a[30]=N show(#a) a[44] = N show(#a)
a = {} for i = 1,40 do a[i]=i if i > 4 then a[i-4]=N end show(#a) end
a = {1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,N,N,N,20} show(#a) a = {1,2,3,4,5,6,7,8,N,N,N,N,N,N,N,N,17} show(#a)
