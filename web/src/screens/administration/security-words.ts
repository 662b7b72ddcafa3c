// The security log: what was done, in the words of both languages.
import { defineWords } from "../../words/words";

export const securityWords = defineWords(
    {
        lead: "谁登录过、谁改了权限、谁看过个人信息、谁被拒绝。只记编号和网段，不记内容；改动或缺失由核验查出。保留 400 天。",
        when: "时间",
        what: "做了什么",
        who: "由谁",
        whence: "来自",
        about: "涉及",
        count: "次数",
        refused: "被拒绝",
        nobody: "未知",
        terminal: "服务器终端",
        more: "更早的",
        download: "下载（每行一条 JSON）",
        none: "还没有记录",
        noneHint: "登录、更改人员、查看个人信息之后，都会记在这里。",
    },
    {
        lead: "Who logged in, who changed rights, who read personal data, who was refused. Ids and networks, no words; verification names what was changed or lost. Kept for 400 days.",
        when: "When",
        what: "What",
        who: "By whom",
        whence: "From",
        about: "About",
        count: "Times",
        refused: "Refused",
        nobody: "unknown",
        terminal: "the server's terminal",
        more: "Earlier",
        download: "Download (lines of JSON)",
        none: "Nothing is noted yet",
        noneHint: "Log-ins, changes of people and reads of personal data are noted here.",
    },
);
