#include "cases/exhibit_kind.hpp"

#include <algorithm>
#include <array>

namespace pingli::cases {

namespace {

constexpr std::string_view kChecked = "2026-11-22";
// NOLINTBEGIN(modernize-use-designated-initializers): a table, read by its columns
constexpr std::array<ExhibitKind, 13> kKinds{{
    {"carrier_list", true, "运营商通话详单", "the carrier's call list", "机主向运营商申请",
     "requested from the carrier by the owner of the number",
     "主叫、被叫、时间、时长俱全，号码完整", "caller, callee, time and length, with whole numbers",
     "运营商", "the carrier", kChecked},
    {"courier_record", true, "快递公司的寄件人记录", "the courier's record of the sender",
     "凭运单号向快递公司调取", "asked of the courier by the waybill",
     "运单号、寄件人、寄件地址、时间", "waybill, sender, address and time", "快递公司",
     "the courier", kChecked},
    {"waybill", true, "快递面单", "the waybill on the parcel", "拍下包裹和面单",
     "photographed with the parcel", "单号清晰，包裹与面单同框",
     "legible, in one picture with the parcel", "快递公司", "the courier", kChecked},
    {"sms_list", true, "短信清单", "the carrier's list of messages", "机主向运营商申请",
     "requested from the carrier by the owner of the number", "号码、时间俱全", "numbers and times",
     "运营商", "the carrier", kChecked},
    {"email_copies", true, "带信头的邮件", "e-mails with their headers", "从收件箱导出原件",
     "exported from the mailbox as they are", "信头完整", "with complete headers", "邮件服务商",
     "the mail provider", kChecked},
    {"chat_reference", true, "聊天举证号", "the chat's evidence reference", "在聊天窗口取得",
     "taken from the chat window", "双方俱全、前后不断", "both sides, without a gap", "平台",
     "the platform", kChecked},
    {"chat_screenshots", false, "聊天截图", "chat screenshots", "在聊天窗口截取",
     "taken of the chat window", "双方俱全、前后不断、清晰可读",
     "both sides, without a gap, legible", "凭举证号由平台核对",
     "the platform, by the evidence reference", kChecked},
    {"call_screenshots", false, "通话记录截图", "screenshots of a phone's call log", "在手机上截取",
     "taken of the phone", "号码和时间可读", "numbers and times legible", "凭运营商详单核对",
     "the carrier's list", kChecked},
    {"call_recording", false, "通话录音", "a call recording", "写明如何录得",
     "with a statement of how it was made", "从头到尾", "from beginning to end",
     "运营商详单上的同一通话", "the same call on the carrier's list", kChecked},
    {"number_register", false, "号码登记", "the register of the shop's numbers", "商家自己的登记",
     "kept by the shop", "号码、起止日期", "numbers with their dates", "运营商的实名登记",
     "the carrier's registration", kChecked},
    {"parcel_log", false, "寄件记录", "the parcel log", "商家自己的记录", "kept by the shop",
     "运单号、收件人、时间、物品", "waybill, receiver, time and contents", "快递公司",
     "the courier", kChecked},
    {"medical_record", true, "就诊记录", "a medical record", "由医院出具", "issued by the hospital",
     "日期、诊断、签章", "date, finding and stamp", "医院", "the hospital", kChecked},
    {"contact_attempt", false, "联系未果的记录", "a failed attempt to reach the claimant",
     "店铺联系记录", "from the shop's contact log", "渠道和时间", "channel and time",
     "平台聊天记录", "the platform's chat", kChecked},
}};
// NOLINTEND(modernize-use-designated-initializers)

}  // namespace

std::span<const ExhibitKind> exhibit_kinds() {
    return kKinds;
}

const ExhibitKind* find_exhibit_kind(std::string_view name) {
    const auto* at = std::ranges::find(kKinds, name, &ExhibitKind::name);
    return at == kKinds.end() ? nullptr : at;
}

}  // namespace pingli::cases
