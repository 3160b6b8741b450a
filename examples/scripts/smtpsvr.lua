-- SMTPSVR.LUA: what the SMTP server says to its clients.
-- Every session runs this file anew, so these globals belong to one client.

messages = 0;
refused = 0;

-- Senders nobody here wants to hear from: whole domains.
badsenders = {
	["lottery.example"] = "we never win",
	["spam.example"] = "no thanks",
};

-- Addresses that only this company's own machines may write to.
internalonly = { ["all@example.com"] = 1, ["staff@example.com"] = 1 };

-- Former colleagues, and who reads their mail now.
moved = {
	["carol@example.com"] = "bob@example.com",
	["support@example.com"] = "ann@example.com",
};

function refuse(reply)
	refused = refused + 1;
	return reply;
end;

function domainof(address)
	local _, _, domain = string.find(string.lower(address), "@([^@]*)$");
	return domain or "";
end;

function Start()
	helo = "";
	return "220 mail.example.com ESMTP ready for " .. IPAddress;
end;

function GetMaxMessageSize(hostname, current)
	-- Our own machines may send 20 MB, all others 5 MB.
	if LocalClientAddress then
		return 20 * 1024 * 1024;
	end;
	return 5 * 1024 * 1024;
end;

function DoHELO(hostname, bRefuse, bEHLO)
	helo = hostname;
	if string.find(hostname, "^spambot") then
		return true, refuse("550 " .. hostname .. " may not send mail here");
	end;
	return bRefuse, "";
end;

function DoMAILFROM(data, mailfrom, parameters, spf, authsender)
	local reason = badsenders[domainof(mailfrom)];
	if reason ~= nil then
		return parameters, refuse("550 5.7.1 " .. mailfrom .. ": " .. reason);
	end;
	-- Bounces of the newsletter go to the machine that counts them.
	if mailfrom == "newsletter@example.com" then
		parameters["MAILFROM"] = "bounces@example.com";
	end;
	return parameters, "";
end;

function DoRCPTTO(data, recipient, parameters, recipients)
	local address = string.lower(recipient);
	if internalonly[address] and helo ~= "intranet.example.com" then
		return parameters, refuse("550 5.7.1 " .. recipient .. " is for our own staff");
	end;
	if table.getn(recipients) >= 20 then
		return parameters, refuse("452 4.5.3 20 recipients are enough for one message");
	end;
	return parameters, "";
end;

function DoDATAStart(recipients)
	messages = messages + 1;
	return "", "X-Example-Session: message " .. messages .. " of " .. IPAddress .. " (" .. helo .. ")";
end;

function ProcessMessage(mailfrom, subject, recipients, actions, mime, size, attachments)
	for i, attachment in attachments do
		if string.find(string.lower(attachment.Name), "%.exe$") then
			actions.Ignore = true;
			actions.Delete = true;
			actions.Reason = "550 5.7.1 programs are not accepted: " .. attachment.Name;
			return actions, "";
		end;
	end;

	-- Mail for somebody who has moved goes to somebody else instead.
	local others, found = {}, false;
	for i, recipient in ipairs(recipients) do
		local target = moved[string.lower(recipient)];
		if target then
			found = true;
			print("redirected " .. recipient .. " to " .. target);
		end;
		table.insert(others, target or recipient);
	end;
	if found then
		actions["SendToOriginalRecipients"] = 0;
		actions["Recipients"] = others;
		table.insert(actions.HeaderModifiers, "X-Redirected-For: " .. table.concat(recipients, ", "));
	end;

	if string.find(subject, "^%[test%]") then
		actions.Ignore = true;	-- accepted, and dropped
	end;
	return actions, "";
end;

function End()
	if messages > 0 or refused > 0 then
		print(os.date("%Y-%m-%d %H:%M:%S") .. " " .. IPAddress .. ": " .. messages .. " messages, " .. refused .. " refused");
	end;
end;
