// What a request of the security log was for, in words, by its route.
import { type Said, useLanguage } from "../../words/words";

const SHOP = "/api/v1/shops/{shop}";

/** Of those that fit, the first. */
const AREAS: [prefix: string, words: Said][] = [
    [`${SHOP}/cases/{case}/exhibits`, { zh: "证据文件", en: "a file of an exhibit" }],
    [`${SHOP}/cases/{case}/commands`, { zh: "办理案件", en: "a step in a case" }],
    [`${SHOP}/cases/{case}`, { zh: "案件", en: "a case" }],
    [`${SHOP}/cases`, { zh: "案件列表", en: "the list of cases" }],
    [`${SHOP}/numbers`, { zh: "按编号找案件", en: "a case by its number" }],
    [`${SHOP}/claims`, { zh: "提出投诉", en: "opening a claim" }],
    [`${SHOP}/reports`, { zh: "登记举报", en: "opening a report" }],
    [`${SHOP}/complaints`, { zh: "登记客诉", en: "opening a complaint" }],
    [`${SHOP}/findings`, { zh: "认定", en: "findings" }],
    [`${SHOP}/reviews/{kind}/{review}`, { zh: "评价", en: "a review" }],
    [`${SHOP}/reviews`, { zh: "评价列表", en: "the list of reviews" }],
    [`${SHOP}/drafts`, { zh: "检查回复", en: "checking an answer" }],
    [`${SHOP}/imports`, { zh: "导入", en: "imports" }],
    [`${SHOP}/files`, { zh: "上传文件", en: "uploading a file" }],
    [`${SHOP}/search`, { zh: "搜索", en: "search" }],
    [`${SHOP}/today`, { zh: "今日", en: "Today" }],
    [`${SHOP}/deadlines`, { zh: "期限", en: "deadlines" }],
    [`${SHOP}/causes`, { zh: "洞察", en: "insights" }],
    [`${SHOP}/statistics`, { zh: "洞察", en: "insights" }],
    [`${SHOP}/ledger`, { zh: "积分台账", en: "the ledger of points" }],
    [`${SHOP}/register`, { zh: "号码登记", en: "the register of numbers" }],
    [`${SHOP}/people/{person}/tokens`, { zh: "别人的令牌", en: "somebody's tokens" }],
    [`${SHOP}/people/{person}/links`, { zh: "别人的链接", en: "somebody's link" }],
    [`${SHOP}/people`, { zh: "人员", en: "people" }],
    [`${SHOP}/audit`, { zh: "审计", en: "the audit" }],
    [`${SHOP}/verification`, { zh: "审计", en: "the audit" }],
    [`${SHOP}/head`, { zh: "审计", en: "the audit" }],
    [`${SHOP}/security`, { zh: "安全记录", en: "the security log" }],
    [`${SHOP}/second-factor`, { zh: "对两步验证的要求", en: "the demand of a second factor" }],
    [`${SHOP}/erasures`, { zh: "删除个人信息", en: "erasing" }],
    [`${SHOP}/feed`, { zh: "日历", en: "the calendar" }],
    [`${SHOP}/web-hooks`, { zh: "推送", en: "web-hooks" }],
    [`${SHOP}/stream`, { zh: "实时更新", en: "live updates" }],
    ["/api/v1/shops", { zh: "店铺", en: "shops" }],
    ["/api/v1/feeds", { zh: "日历", en: "the calendar" }],
    ["/api/v1/backups", { zh: "备份", en: "backups" }],
    ["/api/v1/security", { zh: "服务器的安全记录", en: "the server's security log" }],
    ["/api/v1/second-factor", { zh: "两步验证", en: "the second factor" }],
    ["/api/v1/passkeys", { zh: "通行密钥", en: "passkeys" }],
    ["/api/v1/session", { zh: "登录", en: "log-ins" }],
    ["/api/v1/links", { zh: "一次性链接", en: "one-time links" }],
    ["/api/v1/tokens", { zh: "程序令牌", en: "tokens" }],
    ["/api/v1/notices", { zh: "账号变动", en: "changes to the account" }],
    ["/api/v1/rulebooks", { zh: "规则", en: "rulebooks" }],
    ["/api/v1/deadlines", { zh: "期限", en: "deadlines" }],
    ["/api/openapi.json", { zh: "接口说明", en: "the description of the interface" }],
    ["/health", { zh: "服务器状态", en: "the server's state" }],
    ["/metrics", { zh: "服务器状态", en: "the server's state" }],
];

/** `route`: a method and a path; nothing where it is not of the interface. */
export function areaOf(route: string): Said | undefined {
    const path = route.slice(route.indexOf(" ") + 1);
    return AREAS.find(([prefix]) => path.startsWith(prefix))?.[1];
}

export function useAreas(): (route: string) => string {
    const { language } = useLanguage();
    return (route) => areaOf(route)?.[language] ?? "";
}
