// What is said of one's log-ins and of what others changed about one's account.
import type { Schemas } from "../../api/client";
import { defineWords } from "../../words/words";

type NoticeCode = Schemas["notice_what"];

const whatZh: Record<NoticeCode, string> = {
    link_made: "有人为您的账号生成了设置密码的链接",
    link_used: "您的密码通过一次性链接重新设置了",
    roles_changed: "您的身份被更改了",
    shut_out: "您在店铺中被停用了",
    let_in: "您在店铺中恢复了",
    removed: "您被移出了店铺",
    token_ended: "您的令牌在店铺中被撤销了",
    account_shut: "您的账号被服务器管理员停用了",
    account_opened: "您的账号被服务器管理员恢复了",
    operator_made: "您成为服务器管理员了",
    operator_ended: "您不再是服务器管理员了",
    second_factor_made: "账号开启了第二重验证",
    second_factor_ended: "账号关闭了第二重验证",
    passkey_made: "账号添加了通行密钥",
    passkey_ended: "账号移除了通行密钥",
    passkey_copied: "有人出示了疑似复制的通行密钥，已拒绝。请移除它并重新添加",
    recovery_used: "有人用掉了您的一个恢复码。不是您本人，请立即修改密码并重新设置两步验证",
    sessions_ended: "同时登录的设备太多，最久未用的已退出。不认识的设备，请退出并修改密码",
};
const whatEn: Record<NoticeCode, string> = {
    link_made: "Somebody made a link that sets your password",
    link_used: "Your password was set with a one-time link",
    roles_changed: "Your roles were changed",
    shut_out: "Your access to a shop was blocked",
    let_in: "Your access to a shop was restored",
    removed: "You were removed from a shop",
    token_ended: "One of your tokens was revoked in a shop",
    account_shut: "The operator of the server shut your account",
    account_opened: "The operator of the server opened your account again",
    operator_made: "You are an operator of the server now",
    operator_ended: "You are no longer an operator of the server",
    second_factor_made: "Your account now asks for a second factor",
    second_factor_ended: "Your account no longer asks for a second factor",
    passkey_made: "A passkey was added to your account",
    passkey_ended: "A passkey of your account was removed",
    passkey_copied:
        "A passkey that seems to be a copy of yours was refused: remove yours and add a new one",
    recovery_used:
        "One of your recovery codes was used. If it was not you, change your password and set up the second factor again",
    sessions_ended:
        "Too many devices were logged in, so the one unused longest was logged out. If you do not recognise them, end them and change your password",
};

export const sessionWords = defineWords(
    {
        sessions: "登录的设备",
        sessionsLead: "您的账号在哪里登录着。不认识的，请退出并修改密码。",
        browser: "浏览器",
        unknown: "未知",
        here: "本机",
        began: "登录时间",
        seen: "最近使用",
        actions: "操作",
        end: "退出",
        endOthers: "退出其他设备",
        notices: "账号变动",
        noticesLead: "近 90 天里您的账号有什么变动。不是您或您认识的人做的，请修改密码。",
        read: "知道了",
        ...whatZh,
    },
    {
        sessions: "Where you are logged in",
        sessionsLead: "End any you do not recognise, and change your password.",
        browser: "Browser",
        unknown: "Unknown",
        here: "this one",
        began: "Since",
        seen: "Last seen",
        actions: "Actions",
        end: "Log out",
        endOthers: "Log out everywhere else",
        notices: "Changes to your account",
        noticesLead: "From the last 90 days. If you do not recognise one, change your password.",
        read: "Got it",
        ...whatEn,
    },
);
