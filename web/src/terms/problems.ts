// What the server's problems are called: by the last part of their type, which stays the same. What
// is special to one (`why`, `expected`, a refusal's words) it says itself, in both languages.
import type { Schemas } from "../api/client";
import type { Said } from "../words/words";

const BROKEN_REQUEST: Said = {
    zh: "服务器没有看懂这次请求，请刷新页面再试",
    en: "The server did not understand this request. Reload the page and try again.",
};
const BUSY: Said = {
    zh: "服务器太忙，请稍后再试",
    en: "The server is busy, try again in a moment",
};

export const PROBLEMS: Record<Schemas["problem_type"], Said> = {
    "bad-request": BROKEN_REQUEST,
    "bad-target": BROKEN_REQUEST,
    "bad-body": BROKEN_REQUEST,
    "bad-form": BROKEN_REQUEST,
    "form-too-large": BROKEN_REQUEST,
    "header-too-large": BROKEN_REQUEST,
    "unknown-method": BROKEN_REQUEST,
    "method-not-allowed": BROKEN_REQUEST,
    "range-not-satisfiable": BROKEN_REQUEST,
    "key-reused": BROKEN_REQUEST,
    "not-json": BROKEN_REQUEST,
    "foreign-host": {
        zh: "请用这台服务器自己的网址打开页面",
        en: "Open the page under this server's own address",
    },
    "foreign-page": {
        zh: "这次请求来自别的网站，没有执行",
        en: "This request came from another site and was not carried out",
    },
    "two-files": { zh: "一次只能传一个文件", en: "One file at a time" },
    "no-file": { zh: "没有选择文件", en: "There is no file" },
    "too-large": { zh: "内容太大，超过了上限", en: "The file exceeds the limit" },
    timeout: {
        zh: "上传太慢，连接已断开，请再试一次",
        en: "It took too long to arrive. Try again.",
    },
    "too-many-connections": BUSY,
    "too-many-listeners": BUSY,
    busy: BUSY,
    unavailable: BUSY,
    "no-storage": {
        zh: "服务器放不下这个文件，请告诉管理员",
        en: "The server has no space for this file. Tell its operator.",
    },
    "harmful-file": {
        zh: "扫描程序认出这个文件有害，没有收下",
        en: "The scanner found this file harmful. It was not stored.",
    },
    "scanner-silent": {
        zh: "病毒扫描程序没有应答，暂时不能收文件，请过一会儿再试",
        en: "The scanner does not respond, so files cannot be accepted. Try again later.",
    },
    internal: {
        zh: "服务器出错了，已经记下",
        en: "Something went wrong on the server. It has been logged.",
    },
    "exhibit-damaged": {
        zh: "这份证据的文件丢失或与当初提交的不一致，因此不予提供；已经记下",
        en: "The file of this exhibit is missing or differs from what was submitted, so it is withheld. This has been logged.",
    },
    "log-in-needed": { zh: "请先登录", en: "Log in first" },
    "wrong-log-in": { zh: "登录名或密码不对", en: "The log-in or the password is wrong" },
    "second-factor-needed": {
        zh: "还需要验证器里的验证码",
        en: "A code from your authenticator app is needed too",
    },
    "wrong-passkey": {
        zh: "这个通行密钥不能登录本服务器",
        en: "This passkey does not work on this server",
    },
    "step-up-required": {
        zh: "这一步需要再输入一次密码",
        en: "Please enter your password again",
    },
    "second-factor-required": {
        zh: "请先完成第二重验证",
        en: "A second factor is needed first",
    },
    "wrong-code": {
        zh: "验证码不对，或已经用过",
        en: "This code is wrong or was already used",
    },
    "too-many-attempts": { zh: "试得太多，请过一会儿再试", en: "Too many attempts. Try later." },
    "link-expired": {
        zh: "这个链接已用过、过期或不对",
        en: "This link was already used, is too old or wrong",
    },
    csrf: { zh: "登录状态变了，请刷新页面", en: "The log-in has changed. Reload the page." },
    forbidden: { zh: "您的角色不能这样做", en: "Your role does not allow this" },
    "not-found": {
        zh: "没有找到，或您无权查看",
        en: "Not found, or you have no access",
    },
    conflict: { zh: "现在不能这样做", en: "This cannot be done now" },
    "version-conflict": {
        zh: "别人刚刚改过这个案件。已读取最新内容，请看过再试。",
        en: "Somebody changed this case just now. The newest is shown; look and try again.",
    },
    "not-now": { zh: "现在不能这样做", en: "This cannot be done now" },
    "quota-exceeded": {
        zh: "用量已到上限，请稍后再试",
        en: "The allowed amount is used up. Try again later.",
    },
    "draft-stopped": { zh: "这段回复不能这样发", en: "This answer must not be given as it is" },
    invalid: { zh: "填写的内容有问题", en: "Some fields are invalid" },
};
