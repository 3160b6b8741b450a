-- relayout.lua: asked about each message before it is sent through a relay.

function CheckFile(filename, actions, size, createtime, mailfrom, recipients, headerdata, headerlines)
	-- "X-Send-After: 20991231180000" keeps a message until then.
	local after = headerdata["X-Send-After"];
	if after and os.date("%Y%m%d%H%M%S") < after then
		actions["SkipSend"] = 1;
		actions["Reason"] = "to be sent after " .. after;
		return actions;
	end;

	if string.find(string.lower(headerdata["Subject"] or ""), "urgent", 1, true) then
		actions["Priority"] = 100;
	elseif size > 5000000 then
		actions["Priority"] = 1;
	end;
	return actions;
end;
