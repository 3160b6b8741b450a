function DoMAILFROM(data, from) if from == "bad@example.org" then error("no") end end
function ProcessMessage() error("never") end
function DoQUIT() error("never") end
