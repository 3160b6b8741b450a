function First(d, s, stage) if stage == 1 then print("two " .. d.MailFrom) end return 0 end
