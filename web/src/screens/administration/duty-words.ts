import { defineWords } from "../../words/words";

export const dutyWords = defineWords(
    {
        setUp: "请先设置第二重验证",
        show: "请完成第二重验证",
        byServer:
            "管理本服务器的人要求您的账号除密码外还有第二重验证。设置好之前，其他页面都打不开。",
        byShop: (shop: string) =>
            `“${shop}”要求每位工作人员除密码外还有第二重验证。设置好之前，这家店铺打不开。`,
        how: "用验证器应用，或用通行密钥，二者有其一即可。",
        showCode: "您的账号有第二重验证，但这次登录没有用到它。请输入验证码。",
        showPasskey:
            "您的账号有通行密钥，但这次是用密码登录的。请用通行密钥确认；若丢失了设备，请找管理服务器的人。",
        code: "验证码",
        codeWhy: "验证器应用里现在的六位数字，或一个恢复码",
        needed: "请填写",
        confirm: "确认",
        goOn: "继续",
        goOnWhy: "已设置好。若有恢复码，请先保存。",
        password: "密码",
        passwordLead: "也可以在这里更改密码。",
        others: "其他店铺",
    },
    {
        setUp: "Set up a second factor first",
        show: "Show your second factor",
        byServer:
            "This server requires a second factor beside your password. Nothing else opens until you have one.",
        byShop: (shop: string) =>
            `“${shop}” asks everybody who works there for a second factor beside the password. Until there is one, this shop does not open.`,
        how: "An authenticator app or a passkey: one of them is enough.",
        showCode: "Your account has a second factor, but this log-in did not use it. Enter a code.",
        showPasskey:
            "Your account has a passkey, but you logged in with the password. Confirm with the passkey; if you have lost the device, ask the server's operator.",
        code: "Code",
        codeWhy: "The six digits your authenticator app shows now, or a recovery code",
        needed: "Please fill this in",
        confirm: "Confirm",
        goOn: "Go on",
        goOnWhy: "It is set up. Save your recovery codes first, if there are any.",
        password: "Password",
        passwordLead: "The password can be changed here too.",
        others: "Other shops",
    },
);
