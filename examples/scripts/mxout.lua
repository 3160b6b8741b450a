-- mxout.lua: asked about each message before it is sent directly to the servers of its domain.

function CheckFile(filename, actions, size, createtime, retries, lasttrytime, mailfrom, recipients, headerdata, headerlines)
	-- What is only worth something today is not tried for days.
	if headerdata["Precedence"] == "bulk" and retries >= 3 then
		actions["ForceLastTry"] = true;
	end;
	if size > 5000000 then
		actions["Priority"] = 1;
	end;
	return actions;
end;

function ServerDetails(params, headers, actions)
	if params["server"] == "mail.broken.com" then
		actions["tryTLS"] = 0;
	end;
	return actions;
end;
