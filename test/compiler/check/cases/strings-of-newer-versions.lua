-- kind: smtpsvr, version: 4.0
if not EncryptionDetails then print(1) end --> newer-api
if not IPAddress then print(2) end --> empty-string-is-true
