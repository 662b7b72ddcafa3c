import { defineWords } from "../../words/words";

const some = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;

export const auditWords = defineWords(
    {
        lead: "本店案件的每一步、对评价的每次处理，按发生的先后连成一条哈希链。登录、人员和设置的变动不在其中，见“安全记录”。这里不显示当事人写的内容。",
        caption: "事件链",
        position: "位置",
        case: "案件",
        event: "事件",
        who: "由谁",
        when: "时间",
        hash: "哈希",
        bySystem: "系统",
        more: "更早的",
        none: "还没有发生任何事",
        noneHint: "建立案件之后，案件的每一步都会记在这里。",
        head: (position: number) => `链头在位置 ${position}`,

        verify: "核验",
        verifyLead:
            "从头重算事件链上的每个哈希，再用它对照案件列表、积分台账、评价的处理记录和证据文件；个人密钥和评价的认定用存储日志对照。末尾连同链头一起丢失时，只有填上另存的链头才看得出来。",
        expect: "应有的链头（可不填）",
        expectRule: "上次核验结果里的那一行",
        start: "开始核验",
        stop: "停止",
        never: "本次启动以来还没有核验过。",
        running: (done: number, of: number) => `正在核验：${done} / ${of}`,
        stopped: "核验已停止，没有结论。",
        failed: "核验没能完成，请再试一次。",
        good: "核对过的内容里，没有发现改动或缺失。",
        checked: "核对了这些：",
        events: (events: number, end: number) =>
            `事件链：${events} 个事件，到位置 ${end} 为止，逐一重算哈希`,
        cases: (cases: number) =>
            `${cases} 个案件：列表里的编号、阶段、结果、期限和负责人，以及积分台账，与事件对照`,
        files: (files: number) =>
            `${files} 个证据文件（随个人信息删除的除外）：逐字节与提交时的校验值对照`,
        rows: (rows: number) => `${rows} 条个人密钥、评价和处理记录：与存储日志对照`,
        expected: (position: number) => `链头：与您填写的（位置 ${position}）对照`,
        notExpected:
            "链头：只与服务器里存的对照。没有填写另存的链头，末尾有没有整段丢失，这次看不出来",
        notChecked:
            "没有核对：账号、店铺设置、安全记录和数据库文件本身。这些由服务器管理员在服务器上核对。",
        bad: (count: number) => `发现 ${count} 处问题`,
        keepHead: "请把这一行存到别处；下次核验时填入，就能看出到这里为止的事件有没有丢。",
        fault: "问题",
        what: "说明",
        further: (count: number) => `还有 ${count} 处未列出`,
        at: (from: string, to: string) =>
            `核验从 ${from} 开始，到 ${to} 结束；之后发生的不在其中。`,

        backupLead: "把所有店铺的数据和文件备份成一个文件。备份时可以照常工作。",
        make: "开始备份",
        made: "时间",
        size: "大小",
        holds: "内容",
        shopsAndFiles: (shops: number, files: number) => `${shops} 家店铺，${files} 个文件`,
        state: "状态",
        done: "完成",
        isRunning: "进行中",
        isStopped: "已停止",
        isFailed: "失败",
        download: "下载",
        remove: "删除",
        removeSure: "删除这个备份？",
        noBackups: "还没有备份",
        noBackupsHint: "备份后请下载，存放在另一台机器上。",
        kept: (count: number) => `最多保留 ${count} 个，更早的会被删除。`,
        notAll: "备份包含所有店铺，只有服务器管理员可以备份。",
    },
    {
        lead: "Every step in the shop's cases and with its reviews, in order, in one hash chain. Log-ins and changes to people and settings are under Security. The parties' texts are not shown here.",
        caption: "Chain of events",
        position: "Position",
        case: "Case",
        event: "Event",
        who: "By",
        when: "When",
        hash: "Hash",
        bySystem: "System",
        more: "Earlier",
        none: "Nothing has happened yet",
        noneHint: "Once a case is opened, its steps appear here.",
        head: (position: number) => `The head is at position ${position}`,

        verify: "Verify",
        verifyLead:
            "Recomputes every hash of the chain and compares the list of cases, the ledger of points, what was done with reviews and the files of exhibits with it; persons' keys and findings are compared with the store's journal. If the end of the chain and its head were lost together, only a head kept elsewhere can show it: enter it here.",
        expect: "Expected head (optional)",
        expectRule: "The line that an earlier verification gave",
        start: "Verify now",
        stop: "Stop",
        never: "Not verified since the server started.",
        running: (done: number, of: number) => `Verifying: ${done} of ${of}`,
        stopped: "Stopped, so there is no result.",
        failed: "It could not be completed; try again.",
        good: "Nothing that was checked has been changed or lost.",
        checked: "Looked at:",
        events: (events: number, end: number) =>
            `the chain: ${some(events, "event", "events")}, up to position ${end}, each hash computed anew`,
        cases: (cases: number) =>
            `${some(cases, "case", "cases")}: numbers, phases, outcomes, deadlines and who has them in the list, and the ledger of points, against the events`,
        files: (files: number) =>
            `${some(files, "file", "files")} of exhibits, but for those erased with their person: each byte, against the hash with which it was handed in`,
        rows: (rows: number) =>
            `${some(rows, "row", "rows")}: keys of persons, reviews and notes of what was done with them, against the store's journal`,
        expected: (position: number) =>
            `the head: against the one that you put in (position ${position})`,
        notExpected:
            "the head: only against the server's own. Without an expected head, a lost end of the chain cannot be seen",
        notChecked:
            "Not checked: accounts, settings of shops, the security log, and the database's own files. The server's operator checks these at the terminal.",
        bad: (count: number) => (count === 1 ? "One fault found" : `${count} faults found`),
        keepHead:
            "Keep this line elsewhere. Entered at the next verification, it shows whether anything up to here was lost.",
        fault: "Fault",
        what: "What",
        further: (count: number) => `${count} more are not listed`,
        at: (from: string, to: string) =>
            `Begun ${from}, ended ${to}; what happened since is not in it.`,

        backupLead: "Data and files of all shops in one file. Work can continue meanwhile.",
        make: "Back up now",
        made: "When",
        size: "Size",
        holds: "Holds",
        shopsAndFiles: (shops: number, files: number) =>
            `${shops} ${shops === 1 ? "shop" : "shops"}, ${files} ${files === 1 ? "file" : "files"}`,
        state: "State",
        done: "Done",
        isRunning: "Running",
        isStopped: "Stopped",
        isFailed: "Failed",
        download: "Download",
        remove: "Remove",
        removeSure: "Remove this backup?",
        noBackups: "No backups yet",
        noBackupsHint: "Download a backup and keep it on another machine.",
        kept: (count: number) => `${count} are kept; earlier ones are removed.`,
        notAll: "A backup holds all shops, so only the server's operator can make one.",
    },
);
