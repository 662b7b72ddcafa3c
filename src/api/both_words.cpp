#include "api/both_words.hpp"

#include <array>
#include <span>
#include <vector>

#include "api/audit_words.hpp"
#include "api/sentence.hpp"

namespace pingli::api {

namespace {

using Sentences = std::span<const Sentence>;
constexpr std::string_view kSlot = "{}";

// NOLINTBEGIN(modernize-use-designated-initializers): tables, read by their columns
constexpr std::array kOfCells = {
    Sentence{"a value", "有内容"},
    Sentence{"a date and time", "日期和时间"},
    Sentence{"a date and time such as {}", "日期和时间，例如 {}"},
    Sentence{"an amount such as {}", "金额，例如 {}"},
    Sentence{"a number of seconds, or h:mm:ss", "秒数，或“时:分:秒”"},
    Sentence{"a text of at most 1 MiB", "不超过 1 MiB 的文字"},
    Sentence{"all digits of the number (a spreadsheet has rounded it)",
             "完整的号码（被电子表格改成了约数）"},
    Sentence{"an order number", "订单编号"},
    Sentence{"an order number: letters, digits and marks without blanks",
             "订单编号：字母、数字和符号，中间没有空格"},
    Sentence{"yes or no ({})", "是或否（{}）"},
    Sentence{"good, neutral or bad ({})", "评价等级（{}）"},
    Sentence{"insured, none or declined", "已投保、未投保或拒保"},
    Sentence{"buyer, seller or platform", "买家、卖家或平台"},
    Sentence{"buyer or seller", "买家或卖家"},
    Sentence{"1 to 5 stars", "1 到 5 星"},
};

constexpr std::array kOfFiles = {
    Sentence{"a line of at most 4 MiB", "不超过 4 MiB 的行"},
    Sentence{"a closing quote", "引号成对"},
    Sentence{"at most 512 cells", "不超过 512 格"},
    Sentence{"valid characters of the file's encoding", "符合文件编码的字符"},
    Sentence{"text without NUL bytes", "不含空字节的文字"},
    Sentence{"a header line", "表头"},
    Sentence{"a column for {} in the header", "表头里有这样的列：{}"},
    Sentence{"{} cells as in the header, found {} cells", "与表头一样是 {} 格，这一行有 {} 格"},
    Sentence{"a chat of at most 32 MiB and 20000 messages",
             "不超过 32 MiB、20000 条消息的聊天记录"},
    Sentence{"messages such as “NICK (2026-05-01 10:00:00):”",
             "像“昵称 (2026-05-01 10:00:00):”这样开头的消息"},
    Sentence{"rows (the platform answered with an error)", "数据（平台返回的是错误）"},
    Sentence{"an object with known keys", "有认得的字段的对象"},
    Sentence{"valid JSON ({})", "格式正确的 JSON"},
    Sentence{"JSON nested at most 64 deep (line {})", "嵌套不超过 64 层的 JSON（第 {} 行）"},
    Sentence{"JSON whose brackets match (line {})", "括号成对的 JSON（第 {} 行）"},
    Sentence{"JSON whose last bracket is closed", "括号完整的 JSON（文件可能不全）"},
    Sentence{"an array of turns", "对话的列表"},
    Sentence{"at most 20000 turns", "不超过 20000 句"},
    Sentence{"who (buyer, seller, platform) and text", "谁说的（买家、卖家、平台）和说了什么"},
    Sentence{"indexes of turns, from 0", "对话的序号，从 0 开始"},
    Sentence{"text, but this is {}", "文字，而这个文件是：{}"},
    Sentence{"a ZIP or Excel workbook (.xlsx); save it as CSV",
             "压缩包或 Excel 表格（.xlsx），请另存为 CSV"},
    Sentence{"an Excel workbook (.xls); save it as CSV", "Excel 表格（.xls），请另存为 CSV"},
    Sentence{"a PDF document", "PDF 文档"},
    Sentence{"a picture", "图片"},
    Sentence{"binary data, or UTF-16 without a byte order mark",
             "二进制数据，或没有字节顺序标记的 UTF-16"},
    Sentence{"text in UTF-8, GB18030, or UTF-16 with a byte order mark",
             "UTF-8、GB18030 或带字节顺序标记的 UTF-16 文字"},
    Sentence{"a system that can read {}", "系统能读的编码（{} 读不了）"},
    Sentence{"whole gzip data (it ends too early)", "完整的 gzip 文件（这个文件不全）"},
    Sentence{"sound gzip data (it is damaged)", "没有损坏的 gzip 文件"},
    Sentence{"gzip data that unpacks to at most {} times its size",
             "解压后不超过原大小 {} 倍的 gzip 文件"},
    Sentence{"memory to unpack gzip", "有足够的内存来解压"},
    Sentence{"no memory to read JSON", "内存不足，读不了 JSON"},
    Sentence{"a file that can be opened ({})", "能打开的文件"},
    Sentence{"a file that can be read ({})", "能读的文件"},
    Sentence{"a table of orders, reviews, chats …: its kind is not told by name or header",
             "订单、评价、聊天记录等表格；从文件名和表头认不出是哪一种，请在上面选"},
    Sentence{"a file of a shop: orders.csv, reviews.csv, chats/ …",
             "店铺的文件，例如 orders.csv、reviews.csv、chats/"},
    Sentence{"the name of a file of a shop folder, such as orders.csv, reviews.json.gz or "
             "chats/2026-05.txt",
             "店铺文件的名称，例如 orders.csv、reviews.json.gz、chats/2026-05.txt"},
    Sentence{"a known key (id, name, platform, zone, numbers, nicks, [policy])",
             "认得的名称（id、name、platform、zone、numbers、nicks、[policy]）"},
};

// Needed columns, as the desk names them.
constexpr std::array kOfColumns = {
    Sentence{"id", "订单编号"},
    Sentence{"order", "订单编号"},
    Sentence{"text", "内容"},
    Sentence{"caller", "主叫号码"},
    Sentence{"callee", "被叫号码"},
    Sentence{"start", "开始时间"},
    Sentence{"at", "时间"},
    Sentence{"channel", "渠道"},
    Sentence{"status", "状态"},
    Sentence{"kind", "类型"},
    Sentence{"rating or stars or text or followup", "评价等级、星级、评价内容或追评内容"},
    Sentence{"who or nick", "说话人或发送人"},
    Sentence{"person or number", "联系对象或号码"},
    Sentence{"waybill or order", "运单号或订单编号"},
    Sentence{"order or buyer", "订单编号或买家"},
    Sentence{"files that unpack to at most 16 GiB together", "解压后合计不超过 16 GiB 的文件"},
    Sentence{"fewer files: the others are read, but how each of so many begins is not shown",
             "少一些文件：其余的照样会读，但文件太多，不再逐个显示开头"},
    Sentence{"a file that was looked at: upload it again, or say its columns",
             "看过开头的文件：请重新上传，或指定各列"},
    Sentence{"lines that show within the first 16 MiB of unpacked data",
             "解压后前 16 MiB 内就能看到几行的文件"},
    Sentence{"at most 500 conversations and 20000 messages of one order",
             "一个订单最多读 500 段对话、20000 条消息"},
    Sentence{"at most 200 reviews of one order", "一个订单最多读 200 条评价"},
    Sentence{"at most 20000 rows of one order", "一个订单最多读 20000 行"},
    Sentence{
        "what the program can judge; this was left out, and the cause is in the log of the server",
        "程序能判断的内容；这一项没有判断，原因已记入服务器日志"},
};

// Why an import ended before its end.
constexpr std::array kOfRuns = {
    Sentence{"{}: no file of a shop was found; expected orders.csv, reviews.csv, chats/ …",
             "没有找到店铺的文件，例如 orders.csv、reviews.csv、chats/"},
    Sentence{"{}: nothing in its {} files could be read", "{1} 个文件都没有读到内容"},
    Sentence{"shop.toml: zone: expected {}", "shop.toml：zone 应为 {}"},
    Sentence{"shop.toml: larger than 1 MiB", "shop.toml 超过 1 MiB"},
    Sentence{"shop.toml:{}: expected {}", "shop.toml（{}）应为：{}"},
    Sentence{"valid TOML", "格式正确的 TOML"},
    Sentence{"a key of at most {} parts", "不超过 {} 段的键名"},
    Sentence{"lists and tables at most {} in each other", "嵌套不超过 {} 层的列表和表"},
    Sentence{"a fault of the program ended this import; it was noted",
             "程序出错，这次导入没有完成；原因已记录"},
    Sentence{"a text in quotes", "用引号括起来的文字"},
    Sentence{"a list of texts in quotes", "用引号括起来的文字的列表"},
    Sentence{"a number of days, 0 to 3650", "天数，0 到 3650"},
    Sentence{"taobao, tmall, jd, own_store, physical_store or other",
             "taobao、tmall、jd、own_store、physical_store 或 other"},
    Sentence{"a table [policy]", "[policy] 表"},
    Sentence{"{}: expected .csv, .json, .jsonl or .txt", "应为 .csv、.json、.jsonl 或 .txt 文件"},
    Sentence{"the folder of an import cannot be made", "服务器放不下文件，请告诉管理员"},
    Sentence{"the list of problems cannot be written", "服务器写不了文件，请告诉管理员"},
    Sentence{"temporary folder {}", "服务器的临时空间不够或用不了，请告诉管理员"},
    Sentence{"more than 256 MiB of rows belong to a few orders",
             "有少数几个订单的内容超过 256 MiB"},
    Sentence{"{}: more than 100000 files", "文件超过 100000 个"},
    Sentence{"{}: cannot be listed: {}", "读不了文件的列表"},
    Sentence{"{}: expected a folder with a shop's exports (orders.csv, reviews.csv …)",
             "没有店铺导出的文件（orders.csv、reviews.csv 等）"},
};
constexpr std::array kOfFields = {
    Sentence{"missing", "有内容"},
    Sentence{"no such field", "不填这一项"},
    Sentence{"a text", "文字"},
    Sentence{"a text that is not empty", "有内容的文字"},
    Sentence{"a text of at most {} bytes", "不超过 {} 字节的文字"},
    Sentence{"a list of at most {}", "不超过 {} 项的列表"},
    Sentence{"an object of at most {} facts", "不超过 {} 个事实的对象"},
    Sentence{"an object of at most {} fields", "不超过 {} 项的对象"},
    Sentence{"true or false", "是或否"},
    Sentence{"a whole number", "整数"},
    Sentence{"a list", "列表"},
    Sentence{"a list of texts", "文字的列表"},
    Sentence{"an object", "对象"},
    Sentence{"an object of texts", "文字的对象"},
    Sentence{"an object of facts", "事实的对象"},
    Sentence{R"(one object of facts: {"name": value, …})", R"(事实的对象：{"名称": 内容, …})"},
    Sentence{"each fact only once", "每个事实只写一次"},
    Sentence{"UTF-8 text", "UTF-8 文字"},
    Sentence{"one JSON object of facts", "事实的 JSON 对象"},
    Sentence{"a JSON object", "JSON 对象"},
    Sentence{"one JSON object in UTF-8", "一个 UTF-8 的 JSON 对象"},
    Sentence{"a JSON object with at most {} members", "不超过 {} 项的 JSON 对象"},
    Sentence{"UTF-8", "UTF-8 文字"},
    Sentence{"a time as RFC 3339 with its offset", "带时区的时间，例如 2026-05-01T10:00:00+08:00"},
    Sentence{"a time with its offset, such as {}", "带时区的时间，例如 {}"},
    Sentence{"true, false, a whole number or a text", "是、否、整数或文字"},
    Sentence{"a time such as {}", "时间，例如 {}"},
    Sentence{R"({"zh":…,"en":…})", "中文和英文各一份"},
    Sentence{R"({"amount":"12.50","currency":"CNY"})", "金额，例如 12.50 元"},
    Sentence{"a sealed text with its person", "加密的文字和它所属的人"},
    Sentence{"sealed bytes in base64", "加密的内容（base64）"},
    Sentence{"a command that exists", "有的操作"},
    Sentence{"one of {}", "以下之一：{}"},
    Sentence{"a file", "文件"},
    Sentence{"a file uploaded to this shop", "传到本店的文件"},
    Sentence{"an exhibit of this case whose file is {}",
             "本案的证据，它的文件是通话详单或联系记录"},
    Sentence{"1 to 100 bytes", "1 到 100 字节"},
    Sentence{"1 to 100 bytes without spaces", "1 到 100 字节，没有空格"},
    Sentence{"1 to 200 bytes in one line", "一行，1 到 200 字节"},
    Sentence{"at most {} bytes", "不超过 {} 字节"},
    Sentence{"at most 50", "不超过 50 项"},
    Sentence{"at most {}", "不超过 {}"},
    Sentence{"1 to 200", "1 到 200"},
    Sentence{"1 to 3660", "1 到 3660"},
    Sentence{"kind and id of a review, or neither", "评价的种类和编号，或两者都不填"},
    Sentence{"why a proven one is left, 1 to 2,000 bytes",
             "理由（已能证明的搁置时要写明），1 到 2,000 字节"},
    Sentence{"words to look for", "要找的词"},
};

constexpr std::array kOfQuestions = {
    Sentence{"shop or customer", "shop 或 customer"},
    Sentence{"read or write", "read 或 write"},
    Sentence{"tracked or decided", "tracked 或 decided"},
    Sentence{"zh or en", "zh 或 en"},
    Sentence{"due or newest", "due 或 newest"},
    Sentence{"tracked or decided", "tracked 或 decided"},
    Sentence{"zh or en", "zh 或 en"},
    Sentence{"due, newest or updated", "due、newest 或 updated"},
    Sentence{"running or missed", "running 或 missed"},
    Sentence{"cause, sku, courier, agent or week", "cause、sku、courier、agent 或 week"},
    Sentence{"a cause such as quality", "原因，例如 quality"},
    Sentence{"a year such as {}", "年份，例如 {}"},
    Sentence{"what `next` said", "上一页给出的 next"},
    Sentence{"lines", "lines（每行一条 JSON）"},
    Sentence{"an act of the log, such as log_in", "安全记录里的一种操作，例如 log_in"},
    Sentence{"allowed or refused", "allowed 或 refused"},
    Sentence{"a customer's id, a buyer's name or an order's number",
             "顾客的编号、买家昵称或订单编号"},
    Sentence{"1 to 500 bytes in one line", "一行，1 到 500 字节"},
    Sentence{"a version of {}", "{} 的一个版本"},
    Sentence{"the ETag of the case, such as {}", "案件的 ETag，例如 {}"},
    Sentence{"a zone such as {}", "时区，例如 {}"},
    Sentence{"a calendar such as {}", "日历，例如 {}"},
    Sentence{"at most 1100 days, pauses too", "连同暂停不超过 1100 天"},
    Sentence{"a time like {}, with an offset if you like, or a date",
             "时间，例如 {}（可带时区），或日期"},
    Sentence{"a period like {} (months and years have no fixed length)",
             "一段时间，例如 3 working days、30 days、12 hours、90 minutes；"
             "不能用月和年，它们长短不一"},
    Sentence{"end-of-day or same-time", "end-of-day 或 same-time"},
    Sentence{"FROM/TO, two times or dates (a date is its 00:00), TO not before FROM",
             "起/止，两个时间或日期（日期指当天 0 点），止不早于起"},
    Sentence{"orders, reviews, chats …", "orders、reviews、chats 等"},
    Sentence{"header to column, at most 512", "表头到列的对应，不超过 512 项"},
    Sentence{"a known column of this file's kind", "这种文件认得的列"},
    Sentence{"number, channel, from, until: texts, and days that exist",
             "号码、渠道、起止日期，日期要存在"},
    Sentence{"SHOP POSITION HASH of this shop, as it was told", "以前得到的本店“店铺 位置 校验码”"},
};

constexpr std::array kOfAccounts = {
    Sentence{"roles", "角色"},
    Sentence{"one at least", "至少一个"},
    Sentence{"twelve characters at least", "至少十二个字符"},
    Sentence{"512 bytes at most", "不超过 512 字节"},
    Sentence{
        "what is hard to guess: no common password, no row of keys or numbers, no name of yours",
        "不容易猜到的密码：不用常见密码、连号或键盘顺序、自己的登录名或店名"},
    Sentence{"text without NUL", "不含空字节的文字"},
    Sentence{"another text than the log-in", "不能与登录名相同"},
    Sentence{"a code that was not used before", "还没有用过的验证码"},
    Sentence{"bytes in base64url", "base64url 编码的内容"},
    Sentence{"what the browser says of a passkey, as JSON", "浏览器关于通行密钥的说明（JSON）"},
    Sentence{"a passkey made for this server, a moment ago", "刚刚为本服务器创建的通行密钥"},
    Sentence{"the password, or a code", "密码，或者一个验证码"},
    Sentence{"the old password and the new one", "原密码和新密码都要填"},
    Sentence{"the password that holds now", "现在用的密码"},
    Sentence{"some of deadline_near, deadline_missed, case_opened, ruling_given",
             "deadline_near、deadline_missed、case_opened、ruling_given 中的几个"},
    Sentence{"up to five such as 24h, 90m or 2d, at most 30d",
             "最多五个，例如 24h、90m、2d，不超过 30d"},
    Sentence{"an https URL of the open Internet, {}",
             "互联网上的 https 地址，只用可见的 ASCII 字符"},
};

// What stands against it.
constexpr std::array kOfConflicts = {
    Sentence{"The import is at work: stop it first.", "导入正在进行，请先停止。"},
    Sentence{"The import is being changed: try again.", "导入正在被修改，请重试。"},
    Sentence{"The files of this import were removed: make another one.",
             "这次导入的文件已移除，请重新导入。"},
    Sentence{"The import has no files.", "这次导入还没有文件。"},
    Sentence{"20 imports have files: remove one first.", "已有 20 次导入留着文件，请先移除一次。"},
    Sentence{"An import has at most 2,000 files and 4 GiB.", "一次导入最多 2,000 个文件、4 GiB。"},
    Sentence{"You have asked for enough erasures for now.", "您要求的删除暂时够多了。"},
    Sentence{"This shop has asked for enough erasures for now.", "本店要求的删除暂时够多了。"},
    Sentence{"This person was sent enough links for now.", "发给此人的链接近期已到上限"},
    Sentence{"This shop has made enough links for now.", "本店近期生成的链接已到上限"},
    Sentence{"You have changed your name often enough for now.", "您近期改名的次数已到上限"},
    Sentence{"You have changed your password often enough for now.",
             "您近期修改密码的次数已到上限"},
    Sentence{"You have changed enough of people and rights for now: try again in an hour.",
             "您近期更改人员和权限的次数已到上限，请一小时后再试"},
    Sentence{"You have enough tokens: revoke one first.", "您的令牌已经够多了，请先撤销一个"},
    Sentence{"You own as many shops as one person may.", "您的店铺数量已到上限"},
    Sentence{"This person owns as many shops as one person may.", "该人员的店铺数量已到上限"},
    Sentence{"You have uploaded enough for today.", "您今天上传的文件已到上限"},
    Sentence{"This shop has uploaded enough for today.", "本店今天上传的文件已到上限"},
    Sentence{"Set up a second factor first: an authenticator app or a passkey.",
             "请先设置第二重验证：验证器应用或通行密钥"},
    Sentence{"Show your second factor first: a code of the app, or a passkey.",
             "请先完成第二重验证：验证器应用的验证码，或通行密钥"},
    Sentence{"Set up your own second factor first, and log in with it.",
             "请先设置您自己的第二重验证，并用它登录"},
    Sentence{"This server makes no addresses that hold their secret.",
             "本服务器不生成自带密钥的地址"},
    Sentence{"Your side has written into this case as much as it can hold.",
             "您这一方在本案件中写入的内容已达上限"},
    Sentence{"You have written enough for now: try again in an hour.",
             "您写得已经够多了，请一小时后再试"},
    Sentence{"You have enough web-hooks in your shops.", "您在各店铺里的推送已经够多了"},
    Sentence{"Too many imports of this shop wait: let some of them end first.",
             "本店等待处理的导入太多了，请等其中一些结束"},
    Sentence{"Too many of your imports wait: let some of them end first.",
             "您等待处理的导入太多了，请等其中一些结束"},
    Sentence{"Too many imports wait: try again later.", "排队的导入太多，请稍后再试。"},
    Sentence{"A second factor is on already.", "两步验证已经开启。"},
    Sentence{"This server has no name for which passkeys can be made.",
             "本服务器没有域名，不能使用通行密钥。"},
    Sentence{"This passkey is there already.", "这个通行密钥已经添加过。"},
    Sentence{"An account has so many passkeys at most.", "通行密钥的数量已到上限"},
    Sentence{"This log-in is taken.", "这个登录名已有人用。"},
    Sentence{"A shop keeps one owner at least.", "店铺至少要有一位店主。"},
    Sentence{"The operator of the server has shut this account.", "服务器管理员停用了这个账号。"},
    Sentence{"This account is not this shop's alone: its holder changes the password, or the "
             "operator of the server makes a link.",
             "这个账号不只属于本店：请本人修改密码，或由服务器管理员发链接。"},
    Sentence{"This shop has enough web-hooks.", "本店的推送够多了。"},
    Sentence{"A backup is being made.", "正在备份，请等它做完。"},
    Sentence{"PostgreSQL is backed up with its own means.", "PostgreSQL 请用它自己的办法备份。"},
    Sentence{"The chain is being walked already.", "正在核对记录，请等它做完。"},
    Sentence{"There is no ruling to give reasons for yet.", "还没有裁定，谈不上理由。"},
    Sentence{"There is no ruling that restricts anybody.", "没有限制任何人的裁定。"},
    Sentence{"The rulebook of this case is not here any more.", "本案的规则已不在这里。"},
    Sentence{"Whoever wrote this was erased: there is nothing to report.",
             "写评价的人的资料已抹去，没有可举报的内容。"},
    Sentence{"This was done. Its answer is for the log-in that asked for it.",
             "已经做过，结果只给当时的登录名看。"},
    Sentence{"The file of this exhibit is lost or is not what was handed in, so it is not given "
             "out. It has been noted.",
             "这份证据的文件丢失或与当初提交的不一致，因此不予提供；已经记下。"},
};

// What the check of a rulebook finds: where, what there is, what there should be.
constexpr std::array kOfRulebooks = {
    Sentence{"table {}", "表 {}"},
    Sentence{"example {}", "例子 {}"},
    Sentence{"fact", "事实"},
    Sentence{"deadline", "期限"},
    Sentence{"result", "结果"},
    Sentence{"clause", "条款"},
    Sentence{"front matter", "开头的说明"},
    Sentence{"no row for {}", "没有一行适用于 {}"},
    Sentence{"rows {} and {} both fire for {}", "{} 行和 {} 行都适用于 {}"},
    Sentence{"rows {} and {} fire with different results for {}",
             "{} 行和 {} 行都适用，结果不同：{}"},
    Sentence{"row {} never fires", "{} 行永远不适用"},
    Sentence{"row {} never wins; rows above it take even {}",
             "轮不到 {} 行；连这种情况也被上面的行占去：{}"},
    Sentence{"row {} fires in no example", "没有一个例子用到 {} 行"},
    Sentence{"row {} fires", "适用的是 {} 行"},
    Sentence{"no row fires", "没有适用的行"},
    Sentence{"nothing", "无"},
    Sentence{"not proved: too many sets of rows", "没有证完：行的组合太多"},
    Sentence{"decided, nothing missing", "已有结论，什么都不缺"},
    Sentence{"missing: {}, as the example says", "如例子所说，缺 {}"},
    Sentence{"missing: {}", "缺 {}"},
    Sentence{"a row for every case (hit: {})", "每种情况都有一行（hit: {}）"},
    Sentence{"at most one row for every case (hit: unique)", "每种情况最多一行（hit: unique）"},
    Sentence{"equal results where several rows fire (hit: any)",
             "几行都适用时结果相同（hit: any）"},
    Sentence{"cells that let some value through", "有值能通过的格子"},
    Sentence{"a case that is left for each row (hit: first)", "给每一行都留下情况（hit: first）"},
    Sentence{"a table that can be proved in {} steps; split it, or use fewer columns",
             "{} 步内能证完的表；请拆开，或少用几列"},
    Sentence{"every name to be used; use it or delete its line",
             "每个名称都用到；请用上它，或删去这一行"},
    Sentence{"an example under “## Examples of {}” for each row",
             "“## Examples of {}”下每一行都有例子"},
    Sentence{"that nothing is missing, as the example says", "如例子所说，什么都不缺"},
    Sentence{"the results of the example", "例子的结果"},
    Sentence{"each version of “{}” only once", "“{}”的每个版本只有一次"},
    Sentence{"each version of “{}” to hold from a day of its own",
             "“{}”的各个版本从不同的日子起施行"},
    Sentence{
        "published at least {} days before holds_from (only an id's first version may be later)",
        "至少在 holds_from 前 {} 天公布（只有第一个版本可以晚些）"},
    Sentence{"version {}, as in {}", "版本 {}，与 {} 相同"},
    Sentence{"holds_from {}, as in {}", "holds_from {}，与 {} 相同"},
    Sentence{"published {}, holds_from {}", "{} 公布，{} 起施行"},
    Sentence{"{} = {}, as the example says", "如例子所说，{} = {}"},
    Sentence{"{} = {} ({})", "{} = {}（{}）"},
};
// NOLINTEND(modernize-use-designated-initializers)

// Of two that fit the first counts.
constexpr std::array<Sentences, 10> kAll{kOfCells,    kOfFiles,     kOfColumns,   kOfConflicts,
                                         kOfAccounts, kOfQuestions, kOfRulebooks, kOfFields,
                                         kOfRuns,     kOfAudits};

// A translation names all that its sentence does, in the same order, or by number ("{1}" is the
// second), or none of it: else it would say one thing in the place of another.
consteval std::size_t slots_in(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = text.find(kSlot); at != std::string_view::npos;
         at = text.find(kSlot, at + kSlot.size()))
        ++count;
    return count;
}
consteval bool are_of_one_kind() {
    for (const Sentences& sentences : kAll)
        for (const Sentence& one : sentences)
            if (const std::size_t told = slots_in(one.zh); told != 0 && told != slots_in(one.en))
                return false;
    return true;
}
static_assert(are_of_one_kind());

// What stands for each "{}" of `pattern`; nothing when `text` is not of that pattern.
std::optional<std::vector<std::string_view>> match(std::string_view text,
                                                   std::string_view pattern) {
    std::vector<std::string_view> slots;
    while (true) {
        const std::size_t slot = pattern.find(kSlot);
        if (slot == std::string_view::npos)
            return text == pattern ? std::optional{std::move(slots)} : std::nullopt;
        if (!text.starts_with(pattern.substr(0, slot))) return std::nullopt;
        text.remove_prefix(slot);
        pattern.remove_prefix(slot + kSlot.size());
        const std::string_view behind = pattern.substr(0, pattern.find(kSlot));
        const bool is_last = behind.size() == pattern.size();
        if (is_last && !text.ends_with(behind)) return std::nullopt;
        const std::size_t end = is_last ? text.size() - behind.size() : text.find(behind);
        if (end == std::string_view::npos) return std::nullopt;
        slots.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
}

std::string fill(std::string_view pattern, const std::vector<std::string_view>& slots) {
    std::string out;
    for (std::size_t i = 0; i < slots.size(); ++i) {
        const std::string numbered = '{' + std::to_string(i) + '}';
        const std::size_t at = pattern.find(numbered);
        if (at == std::string_view::npos) continue;
        const auto known = find_both_words(slots[i]);
        out.append(pattern.substr(0, at)).append(known ? known->zh : slots[i]);
        pattern.remove_prefix(at + numbered.size());
    }
    for (const std::string_view slot : slots) {
        const std::size_t at = pattern.find(kSlot);
        if (at == std::string_view::npos) break;
        const auto known = find_both_words(slot);
        out.append(pattern.substr(0, at)).append(known ? known->zh : slot);
        pattern.remove_prefix(at + kSlot.size());
    }
    return out.append(pattern);
}

}  // namespace

std::optional<Bilingual> find_both_words(std::string_view english) {
    for (const Sentences& sentences : kAll)
        for (const auto& [en, zh] : sentences)
            if (const auto slots = match(english, en))
                return Bilingual{.zh = fill(zh, *slots), .en = std::string{english}};
    return std::nullopt;
}

Bilingual both_words(std::string_view english) {
    if (auto both = find_both_words(english)) return std::move(*both);
    std::string text{english};
    return {.zh = "出了意外，请告诉管理员（" + text + "）", .en = std::move(text)};
}

}  // namespace pingli::api
