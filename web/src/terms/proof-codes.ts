// What the security log and an audit say by code. The lists are those of the interface: the compiler
// finds one that has no words.
import type { Schemas } from "../api/client";
import type { Said } from "../words/words";

export const SECURITY_ACTS: Record<Schemas["security_act"], Said> = {
    log_in: { zh: "登录", en: "Log-in" },
    log_out: { zh: "退出", en: "Log-out" },
    password_again: { zh: "再次确认是本人", en: "Confirmed again who it is" },
    recovery_code_used: { zh: "用掉一个恢复码", en: "Recovery code used up" },
    passkey_made: { zh: "添加通行密钥", en: "Passkey added" },
    passkey_removed: { zh: "移除通行密钥", en: "Passkey removed" },
    second_factor_made: { zh: "开启两步验证", en: "Second factor turned on" },
    second_factor_removed: { zh: "关闭两步验证", en: "Second factor turned off" },
    account_changed: { zh: "更改账号", en: "Account changed" },
    sessions_ended: { zh: "让其他设备退出", en: "Sessions ended" },
    link_used: { zh: "用链接设置密码", en: "Link used to set a password" },
    link_made: { zh: "生成设置密码的链接", en: "Link made that sets a password" },
    token_made: { zh: "新建程序令牌", en: "Token made for a program" },
    token_revoked: { zh: "吊销程序令牌", en: "Token revoked" },
    shop_added: { zh: "新开店铺", en: "Shop opened" },
    shop_changed: { zh: "更改店铺", en: "Shop changed" },
    second_factor_demand: { zh: "更改对两步验证的要求", en: "Demand of a second factor changed" },
    person_added: { zh: "邀请人员", en: "Person invited" },
    person_changed: { zh: "更改人员权限", en: "Somebody's rights changed" },
    person_removed: { zh: "移出人员", en: "Person removed" },
    person_erased: { zh: "删除个人信息", en: "Person erased" },
    operator_changed: { zh: "更改服务器管理员", en: "Operator of the server changed" },
    numbers_changed: { zh: "更改号码登记", en: "Register of numbers changed" },
    feed_made: { zh: "生成日历", en: "Calendar made" },
    feed_revoked: { zh: "停用日历", en: "Calendar ended" },
    hook_made: { zh: "新建推送", en: "Web-hook made" },
    hook_changed: { zh: "更改推送", en: "Web-hook changed" },
    hook_removed: { zh: "删除推送", en: "Web-hook removed" },
    backup_made: { zh: "备份", en: "Backup made" },
    backup_downloaded: { zh: "下载备份", en: "Backup downloaded" },
    backup_removed: { zh: "删除备份", en: "Backup removed" },
    store_exported: { zh: "导出全部数据", en: "Everything exported" },
    store_imported: { zh: "导入全部数据", en: "Everything imported" },
    store_restored: { zh: "从备份恢复", en: "Restored from a backup" },
    store_rebuilt: { zh: "重建列表和搜索", en: "Lists and search rebuilt" },
    sealed_anew: { zh: "更换全部密钥", en: "Sealed with other keys" },
    outer_key_changed: { zh: "更换外层密钥", en: "Outer key changed" },
    security_read: { zh: "查看安全记录", en: "Security log read" },
    personal_read: { zh: "查看个人信息", en: "Personal data read" },
    refused: { zh: "其他请求", en: "Another request" },
    not_written: { zh: "未能写下的记录", en: "Entries that could not be written" },
};

/** What an entry says more of the act. */
export const SECURITY_DETAILS = {
    password: { zh: "密码", en: "the password" },
    name: { zh: "姓名", en: "the name" },
    shut_out: { zh: "停用", en: "shut out" },
    let_in: { zh: "恢复", en: "let in again" },
    demanded: { zh: "要求", en: "it is asked" },
    not_demanded: { zh: "不再要求", en: "it is not asked any more" },
    on: { zh: "成为", en: "is one" },
    off: { zh: "不再是", en: "is none any more" },
    operator: { zh: "服务器管理员", en: "operator of the server" },
    lines: { zh: "下载", en: "downloaded" },
} satisfies Record<string, Said>;

/** Why it was refused, by the status of the answer. */
export const SECURITY_REFUSALS = {
    401: {
        zh: "没有登录，或密码、验证码、密钥不对",
        en: "not logged in, or a wrong password, code or key",
    },
    403: { zh: "没有这个权限", en: "no right to it" },
    404: { zh: "不存在，或属于别的店铺", en: "not there, or of another shop" },
    410: { zh: "链接用过、过期或不对", en: "a link that is used, old or wrong" },
    422: { zh: "密码、验证码或密钥不对", en: "a wrong password, code or key" },
    429: { zh: "次数太多", en: "too often" },
} satisfies Record<number, Said>;

export const CHAIN_FAULTS: Record<Schemas["chain_fault_kind"], Said> = {
    changed: { zh: "内容被改动", en: "Changed" },
    lost: { zh: "事件缺失", en: "Lost" },
    out_of_order: { zh: "顺序不对", en: "Out of order" },
    lost_tail: { zh: "末尾缺失", en: "The end is lost" },
    head_differs: { zh: "链头不一致", en: "The head differs" },
    not_as_expected: { zh: "与应有的链头不符", en: "Not the expected head" },
    index_differs: { zh: "案件列表与事件不一致", en: "The list differs from the events" },
    ledger_differs: {
        zh: "积分台账与事件不一致",
        en: "The ledger of points differs from the events",
    },
    unreadable: { zh: "案件读不出来", en: "A case cannot be read" },
    exhibit_damaged: {
        zh: "证据文件丢失或被改动",
        en: "A file of an exhibit is lost or was changed",
    },
    key_differs: { zh: "个人密钥丢失或被改动", en: "A person's key is lost or was changed" },
    record_differs: { zh: "记录丢失或被改动", en: "A record is lost or was changed" },
    shelf_differs: { zh: "评价记录丢失或被改动", en: "A review is lost or was changed" },
    journal_differs: { zh: "存储日志丢失或被改动", en: "The journal is cut or was changed" },
};
