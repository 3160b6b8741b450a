-- kind: relayout
function CheckFile(Filename, Actions, Size, CreationTime, ReturnPath, Recipients, HeaderData, HeaderLines)
  local time = os.date("*t");
  if (Size > 1000000) then
    if (time.hour > 7 and time.hour < 19) then
      Actions["SkipSend"] = 1;
    end;
  end;
  if HeaderData['Subject'] == "Urgent" then Actions.Priority = 100; end
  return Actions;
end
