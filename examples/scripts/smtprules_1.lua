-- SMTP rules of service 1. Each pass over the rules begins with First and, if no rule has ended it, ends with Last.

MAILFROM, RCPTTO, DATA = 1, 2, 3;
NONE, ACCEPT, REJECT, REDIRECT, COPY = 0, 1, 2, 3, 4;

function First(data, size, stage, modifiers, rulename)
	if stage == RCPTTO and size > 10000000 then
		-- Too large for now: the ninth value makes the refusal a temporary one.
		return REJECT, 1, "large message", "452 4.3.1 try again tonight", modifiers, false, false, false, true;
	end;

	if stage == DATA then
		if string.find(data.Subject, "CONFIDENTIAL", 1, true) then
			-- Accepted, but held until somebody has looked at it: the eighth value.
			return ACCEPT, 2, "confidential", "", modifiers, false, false, true;
		end;
		if string.find(string.lower(data.Subject), "invoice", 1, true) then
			table.insert(modifiers, "X-Category: invoice");
			return COPY, 3, "copy of invoices", "bob@example.com", modifiers;
		end;
	end;
	return NONE;
end;

function Last(data, size, stage, modifiers, rulename)
	if stage == DATA then
		table.insert(modifiers, "X-Rules: none matched");
	end;
	return NONE, 0, rulename, "", modifiers;
end;
