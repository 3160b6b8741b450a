---@meta
-- VPOP3's interface for editors. Made from the table in runtime/vpop3/; change that, not this file.

VPOP3 = {}
VPOP3Net = {}

---address of the client (smtpsvr.lua, in)
---@type string
IPAddress = nil
---the client is in an allowed range (smtpsvr.lua, in/out)
---@type boolean
ValidClientAddress = nil
---the client may relay by its address alone (smtpsvr.lua, in/out)
---@type boolean
LocalClientAddress = nil
---the client must authenticate (smtpsvr.lua, in/out)
---@type boolean
AuthenticationRequired = nil
---users allowed from this client, separated by spaces; "": all (smtpsvr.lua, in/out)
---@type string
AllowedUsers = nil
---user authenticated by SMTP or by POP3 before SMTP (smtpsvr.lua, in)
---@type string
AuthenticatedUser = nil
---user authenticated by SMTP (smtpsvr.lua, in)
---@type string
SMTPAuthenticatedUser = nil
---drop the connection as soon as possible; a message half received is not kept (smtpsvr.lua, in/out)
---@type boolean
ForceDisconnect = nil
---tag the reverse-path (relayout.lua, in/out)
---@type boolean
UseBATV = nil
---limit for messages of local users; 0: none (smtpsvr.lua, in/out)
---@type number
MaxRecipientsPerLocalMessage = nil
---limit for incoming messages; 0: none (smtpsvr.lua, in/out)
---@type number
MaxRecipientsPerIncomingMessage = nil
---limit for sessions of local users; 0: none (smtpsvr.lua, in/out)
---@type number
MaxMessagesPerLocalSession = nil
---bytes in a line of a message; 0: no limit (smtpsvr.lua, in/out)
---@type number
MaxLineLength = nil
---remember the recipients of local users for completion (smtpsvr.lua, in/out)
---@type boolean
AddUserAddresses = nil
---id of the SMTP service (smtpsvr.lua, in)
---@type number
ServerID = nil
---name of the SMTP service (smtpsvr.lua, in)
---@type string
ServerName = nil
---the connection is encrypted (smtpsvr.lua, in)
---@type boolean
Encryption = nil
---TLS version and cipher, "" if not encrypted (smtpsvr.lua, in)
---@type string
EncryptionDetails = nil
---ask the block lists (smtpsvr.lua, in/out)
---@type boolean
CheckRBL = nil
---a block list knows the client (smtpsvr.lua, in/out)
---@type boolean
RBLFound = nil
---accept messages of listed clients and drop them (smtpsvr.lua, in/out)
---@type boolean
RBLBlackhole = nil
---accept messages of listed clients (smtpsvr.lua, in/out)
---@type boolean
RBLAccept = nil
---address that gets the messages of listed clients; "": none (smtpsvr.lua, in/out)
---@type string
RBLRedirect = nil
---text of the refusal (smtpsvr.lua, in/out)
---@type string
RBLRejectMessage = nil
---header line to add to messages of listed clients (smtpsvr.lua, in/out)
---@type string
RBLHeader = nil
---block lists to ask (smtpsvr.lua, in/out)
---@type string[]
RBLServers = nil
---clients that are never looked up; * and ? match (smtpsvr.lua, in/out)
---@type string[]
RBLWhitelist = nil
---ask all lists, not only until the first match (smtpsvr.lua, in/out)
---@type boolean
RBLCheckAllServers = nil
---block list → its answer as a little-endian number (127.0.0.1 is 16777343) (smtpsvr.lua, in)
---@type table<string, number>
RBLResultInfo = nil
---number of the sender configuration, from 0 (relayout.lua, in)
---@type number
senderid = nil
---name of the sender configuration (relayout.lua, in)
---@type string
sendername = nil
---0: no limit (relayout.lua, in/out)
---@type number
MaxMessagesPerConnection = nil
---0: no limit (relayout.lua, in/out)
---@type number
MaxRecipientsPerConnection = nil
---0: no limit (relayout.lua, in/out)
---@type number
MaxRecipientsPerMessage = nil
---the relay, set just before ServerConnected (relayout.lua, in)
---@type string
ConnectedServer = nil
---id of the sender configuration (mxout.lua, in)
---@type number
ConnectionId = nil
---name of the sender configuration (mxout.lua, in)
---@type string
ConnectionName = nil
---forward at all (spam may be excluded) (user_redirect.lua, in/out)
---@type boolean
ShouldForward = nil
---the user's assistants, separated by semicolons (user_redirect.lua, in/out)
---@type string
Assistants = nil
---only to the assistant, not to the mailbox (user_redirect.lua, in/out)
---@type boolean
RedirectToAssistant = nil
---to the mailbox (user_redirect.lua, in/out)
---@type boolean
SendToNormalRecipient = nil
---the user's addresses to forward to (user_redirect.lua, in/out)
---@type string
Forwards = nil
---forward to them (user_redirect.lua, in/out)
---@type boolean
UseForwards = nil
---redirection of large messages (user_redirect.lua, in/out)
---@type table
BigRedirect = nil
---redirection of small messages (user_redirect.lua, in/out)
---@type table
SmallRedirect = nil
---bytes (user_redirect.lua, in)
---@type number
MessageSize = nil
---valid only if SpamScoreValid (user_redirect.lua, in)
---@type number
SpamScore = nil
---the spam filter gave a score (user_redirect.lua, in)
---@type boolean
SpamScoreValid = nil
---address of the sender (user_redirect.lua, in)
---@type string
Sender = nil
---the receiving user (user_redirect.lua, in)
---@type string
User = nil
---Subject (user_redirect.lua, in)
---@type string
Subject = nil
---the user's own settings (user_redirect.lua, in)
---@type table<string, string>
UserSettings = nil
---header name → value; the last one of several (user_redirect.lua, in)
---@type table<string, string>
Headers1 = nil
---header lines in order (user_redirect.lua, in)
---@type string[]
Headers2 = nil

---Reads a global setting. (since 2.0.2)
---@param name string name of the setting
---@return boolean found
---@return string|nil value
function VPOP3.GetSetting(name) end

---Writes a global setting that exists. (since 2.0.2)
---@param name string name of the setting
---@param value string its new value
---@return boolean exists
function VPOP3.SetSetting(name, value) end

---The names of all users, in no order. (since 2.0.2)
---@return string[] users
function VPOP3.GetUserList() end

---Reads a setting of a user. (since 2.0.2)
---@param user string name of the user
---@param name string name of the setting
---@return string|nil value
function VPOP3.GetUserSetting(user, name) end

---Writes a setting of a user. (since 2.0.2)
---@param user string name of the user
---@param name string name of the setting
---@param value string its new value
---@return boolean exists
function VPOP3.SetUserSetting(user, name, value) end

---Who gets what is sent to an address: mappings and lists expanded. (since 2.0.2)
---@param address string the address
---@param inMail number index of the collector; -1 for SMTP
---@return table[] recipients
function VPOP3.ExpandAddress(address, inMail) end

---DNS records of the first server that answers. The status comes second. (since 2.0.2)
---@param domain string name to look up
---@param type number 1 A, 2 NS, 5 CNAME, 6 SOA, 11 WKS, 12 PTR, 15 MX, 16 TXT
---@param servers? string addresses separated by semicolons
---@return table[]|number records
---@return boolean ok
function VPOP3Net.GetDNSRecords(domain, type, servers) end

---Fetches a web page. (since 2.0.2)
---@param url string the page
---@return boolean ok
---@return table|nil page
function VPOP3Net.GetHTTP(url) end

---Asks a WHOIS server. (since 2.0.2)
---@param server string WHOIS server
---@param query string the question
---@return boolean ok
---@return string text
function VPOP3Net.GetWHOIS(server, query) end

---A part of the message with its header, not decoded. (since 2.0.2)
---@param path string IMAP path, such as 1.2
---@return string|nil content
function VPOP3.GetMessagePart(path) end

---The header of a part. (since 6.0)
---@param path string IMAP path, such as 1.2
---@return string|nil content
function VPOP3.GetMessagePartHeader(path) end

---The body of a part, not decoded. (since 6.0)
---@param path string IMAP path, such as 1.2
---@return string|nil content
function VPOP3.GetMessagePartBody(path) end

---Moves the reading position to the start of the message. (since 2.0.2)
function VPOP3.MessageReset() end

---Moves the reading position. (since 2.0.2)
---@param offset number bytes from the start
function VPOP3.MessageSeek(offset) end

---The next lines of the message; fewer at its end. (since 2.0.2)
---@param lines number how many
---@return number lines
---@return string text
function VPOP3.GetMessageLine(lines) end

---The next lines of the message; fewer at its end. (since 2.0.2)
---@param lines number how many
---@return number lines
---@return string text
function VPOP3.GetMessageLines(lines) end

---Saves an attachment of the message, decoded. (since 2.0.2)
---@param number number which one, from 1
---@param filename string where to
---@return boolean saved
function VPOP3.SaveAttachment(number, filename) end

---The keyed hash of a text; an empty list for an unknown algorithm. (since 8.7)
---@param algorithm string SHA1 or SHA256
---@param text string what is hashed
---@param key string the secret
---@return number[] bytes
function VPOP3.HMAC(algorithm, text, key) end

---Bytes as hexadecimal text in lower case. (since 8.7)
---@param bytes any a string, or a list of bytes
---@return string|nil text
function VPOP3.HexString(bytes) end

---The bytes of hexadecimal text; a pair that is no number is 0. (since 8.7)
---@param hex string two digits for each byte
---@return number[]|nil bytes
function VPOP3.UnHexString(hex) end

---Waits; only this script waits. (since 2.0.2)
---@param timeMs number milliseconds
function os.sleep(timeMs) end

---Runs a program and ends it when its time is over. (since 2.0.2)
---@param program string what to run
---@param timeAllowedMs number milliseconds
---@param show? boolean show it on the screen
---@return number exitCode
---@return number errorCode
function os.timedexecute(program, timeAllowedMs, show) end

---What is in a directory. (since 2.0.2)
---@param directory string name of the directory
---@return table<string, table>|nil entries
---@return nil|string message
---@return nil|number errorCode
function os.getdirectory(directory) end

---Begins safety mode. (since 2.0.2)
---@param key string ends safety mode again
function os.setsafety(key) end

---Ends safety mode. (since 2.0.2)
---@param key string the one given to os.setsafety
function os.clearsafety(key) end

---@alias smtpsvr.Start fun(): string? the session begins, before the greeting; 4xx or 5xx ends it (since 2.0.2)

---@alias smtpsvr.RBLResults fun(): string? the block lists have answered; 4xx or 5xx ends the session (since 2.0.2)

---@alias smtpsvr.LoadLimits fun() a client connects; nothing that it does has an effect of its own, globals it changes hold (since 8.7)

---@alias smtpsvr.GetMaxMessageSize fun(hostname: string, currentMaxSize: number): number? the session begins, and at HELO and EHLO (since 2.0.2)

---@alias smtpsvr.GetEHLOCapabilities fun(hostname: string, currentCapabilities: string): string|string[]? the client sends EHLO (since 2.0.2)

---@alias smtpsvr.DoHELO fun(hostname: string, bRefuse: boolean, bEHLO: boolean): boolean?, string? the client sends HELO or EHLO (since 2.0.2)

---@alias smtpsvr.DoHELP fun(helpText: string): string? the client sends HELP (since 2.0.2)

---@alias smtpsvr.DoQUIT fun(): string? the client sends QUIT (since 2.0.2)

---@alias smtpsvr.DoNOOP fun(): string? the client sends NOOP (since 2.0.2)

---@alias smtpsvr.DoRSET fun(): string? the client sends RSET (since 2.0.2)

---@alias smtpsvr.DoVRFY fun(recipients: string[], currentResponse: string): string? the client sends VRFY (since 5.0)

---@alias smtpsvr.DoEXPN fun(recipients: string[], currentResponse: string): string? the client sends EXPN (since 5.0)

---@alias smtpsvr.DoMAILFROM fun(data: string, mailFrom: string, parameters: table<string, string>, spfResult: string, authSender: string): table<string, string>?, string? a valid MAIL FROM (since 2.0.2)

---@alias smtpsvr.DoRCPTTO fun(data: string, recipient: string, parameters: table<string, string>, recipients: string[]): table<string, string>?, string? a valid RCPT TO (since 2.0.2)

---@alias smtpsvr.DoDATAStart fun(recipients: string[]): string?, string|string[]? a valid DATA, before 354 (since 2.0.2)

---@alias smtpsvr.DoUnrecognised fun(line: string): string? an unknown command (since 2.0.2)

---@alias smtpsvr.StartMessage fun() the content of a message begins (since 5.0)

---@alias smtpsvr.MessageLineRaw fun(line: string): string? each line of the message (since 5.0)

---@alias smtpsvr.MessageLine fun(line: string): string? each line of the message (since 5.0)

---@alias smtpsvr.EndMessage fun() the content of a message has ended (since 5.0)

---@alias smtpsvr.CheckRecipients fun(recipients: string[], to: string[], cc: string[], bcc: string[], senderIP: string, authSender: string, sender: string, subject: string, locallySent: boolean, size: number): string? the whole message is there; 4xx or 5xx refuses it (since 6.3)

---@alias smtpsvr.MonitorBcc fun(recipients: string[], to: string[], cc: string[], bcc: string[], senderIP: string, authSender: string, sender: string, subject: string, locallySent: boolean, size: number) a message with blind copies was judged; what it returns has no effect, no document says what it could be (since 6.3)

---@alias smtpsvr.LogRecipients fun(recipients: string[], to: string[], cc: string[], bcc: string[], senderIP: string, authSender: string, sender: string, subject: string, locallySent: boolean, size: number) the end of a message (since 6.3)

---@alias smtpsvr.LogRecipientsBlocked fun(recipients: string[], to: string[], cc: string[], bcc: string[], senderIP: string, authSender: string, sender: string, subject: string, locallySent: boolean, size: number) the end of a message of which recipients were blocked (since 6.3)

---@alias smtpsvr.ProcessMessage fun(mailFrom: string, subject: string, recipients: string[], actions: table, mime: table[], size: number, attachments: table[]): table?, string? the whole message is there (since 2.0.2)

---@alias smtpsvr.End fun() the session ends, however it ends (since 2.0.2)

---@alias smtprules.First fun(messageData: table, size: number, stage: number, headerModifiers: string[], ruleName: string): number?, number?, string?, string?, string[]?, boolean?, boolean?, boolean?, boolean?, string[]? the rules begin at a stage (since 6.5)

---@alias smtprules.Last fun(messageData: table, size: number, stage: number, headerModifiers: string[], ruleName: string): number?, number?, string?, string?, string[]?, boolean?, boolean?, boolean?, boolean?, string[]? no rule has ended the stage (since 6.5)

---@alias smtprules.Start fun(messageData: table, size: number, stage: number, headerModifiers: string[], ruleName: string): number?, number?, string?, string?, string[]?, boolean?, boolean?, boolean?, boolean?, string[]? the rules begin at a stage; the manual's other name for First (since 6.5)

---@alias relayout.Start fun() sending begins (since 2.0.2)

---@alias relayout.ServerConnected fun() the relay is connected (since 6.7)

---@alias relayout.ReturnCodeHandler fun(lastCommand: string, fullResponse: string, lastLine: string): string? each reply of the relay (since 5.0)

---@alias relayout.CheckFile fun(filename: string, actions: table, size: number, creationTime: string, returnPath: string, recipients: string[], headerData: table<string, string>, headerLines: string[]): table? a message is due; perhaps again while sending (since 2.5.1)

---@alias relayout.ModifyReturnPath fun(computedMailFrom: string, mailFrom: string, originalMailFrom: string, authSender: string, recipients: string[], creationTime: string, headers: string[], size: number, senderIP: string, subject: string, allRecipients: string[]): string? before a message is sent (since 8.8)

---@alias mxout.CheckFile fun(filename: string, actions: table, size: number, creationTime: string, retries: number, lastTryTime: string, returnPath: string, recipients: string[], headerData: table<string, string>, headerLines: string[]): table? a message is about to be sent; perhaps again while sending (since 2.5.1)

---@alias mxout.ServerDetails fun(parameters: table, headerLines: string[], actions: table): table? before each message (since 6.5)

---@alias mxout.ParseURL fun() not stated (since 8.0)

---@alias mxout.ModifyReturnPath fun(computedMailFrom: string, mailFrom: string, originalMailFrom: string, authSender: string, recipients: string[], creationTime: string, headers: string[], size: number, senderIP: string, subject: string, allRecipients: string[]): string? before a message is sent (since 8.8)

---@alias user_redirect.MainDoRouting fun(userid: string) once for each receiving user, after the top level has run with the globals set (since 2.5.1)

---@alias user_redirect.MainGetSettings fun() the settings of a user are shown (since 2.5.1)

---@alias user_redirect.MailGetSettings fun() the settings of a user are shown (since 2.5.1)

---@alias passwordcheck.Check fun(username: string, password: string, minLength: number): boolean? a user changes the password (since 2.0.2)

---@alias errors.ProcessMessage3 fun(component: number, id: string, type: number, severity: number, error: string, connectError: boolean, titleId: number, title: string, templateId: number, message: string, target: string, sender: string): string?, string?, string?, string?, boolean? a notice about an error is about to be made (since 7.0)

---@alias errors.ProcessError fun(itemId: string, errorText: string, connectionError: boolean, subjectId: number, subject: string, formatId: number, text: string, parameters: string[], target: string, sender: string): string?, string?, string?, string?, boolean? a notice about an error is about to be made (since 2.0.2)

---@alias signature.GetSignature fun(format: string, authUser: string, senderEmail: string, subject: string, ldapAttributes: table<string, string>): string? a local user sends a message out (since 2.0.2)

---@alias signature.GetInternalSignature fun(format: string, authUser: string, senderEmail: string, subject: string, ldapAttributes: table<string, string>): string? a local user sends a message to another one (since 6.0)

---@alias pop3clt.Start fun() collecting begins (since 2.0.2)

---@alias pop3clt.DownloadRules fun() before each download (since 2.0.2)

---@alias pop3clt.StartMessage fun() a message begins (since 2.0.2)

---@alias pop3clt.MessageLineRaw fun(line: string): string? each line of the message (since 5.0)

---@alias pop3clt.MessageLine fun(line: string): string? each line of the message (since 5.0)

---@alias pop3clt.EndMessage fun() a message has ended (since 2.0.2)

---@alias pop3clt.ProcessMessage fun(mailFrom: string, subject: string, recipients: string[], actions: table, mime: table[], size: number, attachments: table[]): table?, string? the whole message is there (since 2.0.2)

---@alias pop3clt.End fun() collecting ends (since 2.0.2)

