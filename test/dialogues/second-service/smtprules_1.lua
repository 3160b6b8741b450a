function First() return 2 end
