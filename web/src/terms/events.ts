// What happened in a case, as people say it; and of which sort it is, for the filter of a time line.
import { useCallback } from "react";
import { type Said, useLanguage } from "../words/words";

export type EventSort = "parties" | "evidence" | "clocks" | "decisions" | "other";

export const EVENTS: Record<string, Said & { sort: EventSort }> = {
    ClaimOpened: { sort: "parties", zh: "提出投诉", en: "Claim opened" },
    ReportOpened: { sort: "parties", zh: "登记举报", en: "Report opened" },
    ComplaintOpened: { sort: "parties", zh: "登记客诉", en: "Complaint opened" },
    ClearingMessagePrepared: {
        sort: "parties",
        zh: "准备好澄清消息",
        en: "Clearing message prepared",
    },
    FactsRecorded: { sort: "evidence", zh: "记录事实", en: "Facts recorded" },
    AnswerSubmitted: { sort: "parties", zh: "提交说明", en: "Answer submitted" },
    MessagePosted: { sort: "parties", zh: "留言", en: "Message posted" },
    MessageVerified: { sort: "decisions", zh: "核实留言", en: "Message verified" },
    ContactAttempted: { sort: "parties", zh: "联系投诉人", en: "Tried to reach the claimant" },
    OwnLogSearched: { sort: "evidence", zh: "核查自家联系记录", en: "Own log searched" },
    EvidenceSubmitted: { sort: "evidence", zh: "提交证据", en: "Evidence submitted" },
    OpinionGiven: { sort: "evidence", zh: "对证据发表意见", en: "Opinion on evidence" },
    ExhibitWeighed: { sort: "evidence", zh: "采信证据", en: "Exhibit weighed" },
    ClockStarted: { sort: "clocks", zh: "开始计时", en: "Deadline started" },
    ClockMissed: { sort: "clocks", zh: "超时", en: "Deadline missed" },
    ClockPaused: { sort: "clocks", zh: "暂停计时", en: "Deadline paused" },
    ClockResumed: { sort: "clocks", zh: "恢复计时", en: "Deadline goes on" },
    DutyBreached: { sort: "clocks", zh: "平台超期", en: "The platform was late" },
    CaseBecameFinal: { sort: "decisions", zh: "裁定生效", en: "The ruling is final" },
    OfficerAssigned: { sort: "decisions", zh: "分派小二", en: "Officer assigned" },
    TakenUp: { sort: "decisions", zh: "平台受理介入", en: "Taken up" },
    EligibilityDecided: { sort: "decisions", zh: "决定是否受理", en: "Admission decided" },
    RightPathShown: { sort: "decisions", zh: "指明正确渠道", en: "Right path shown" },
    CaseRuled: { sort: "decisions", zh: "作出裁定", en: "Ruled" },
    AppealFiled: { sort: "parties", zh: "提出申诉", en: "Appeal filed" },
    AppealRuled: { sort: "decisions", zh: "裁定申诉", en: "Appeal ruled" },
    PointsEntered: { sort: "decisions", zh: "记入扣分", en: "Points entered" },
    PointsReversed: { sort: "decisions", zh: "以相反记录撤销扣分", en: "Points undone" },
    MeasureProposed: { sort: "decisions", zh: "规则建议处理措施", en: "Measure proposed" },
    MeasureOrdered: { sort: "decisions", zh: "采取处理措施", en: "Measure ordered" },
    MeasureLifted: { sort: "decisions", zh: "撤销处理措施", en: "Measure lifted" },
    SettlementRecorded: { sort: "parties", zh: "记录和解", en: "Settlement recorded" },
    CaseWithdrawn: { sort: "parties", zh: "撤回", en: "Withdrawn" },
    CaseLinked: { sort: "other", zh: "关联案件", en: "Case linked" },
    WordsMasked: { sort: "decisions", zh: "屏蔽字句", en: "Words masked" },
    UnsealAsked: { sort: "decisions", zh: "申请解封原文", en: "Unsealing asked for" },
    OriginalUnsealed: { sort: "decisions", zh: "原文解封", en: "Original unsealed" },
    WordsUnmasked: { sort: "decisions", zh: "恢复显示", en: "Words shown again" },
    ReportAdmitted: { sort: "decisions", zh: "举报可受理", en: "Report admitted" },
    ReportRefused: { sort: "decisions", zh: "举报不受理", en: "Report refused" },
    ReportLeft: { sort: "decisions", zh: "决定不举报", en: "Left unreported" },
    ReportHandedIn: { sort: "parties", zh: "已在平台提交举报", en: "Report filed at the platform" },
    HandingInUndone: { sort: "parties", zh: "撤销提交记录", en: "Filing undone" },
    DraftUndone: { sort: "parties", zh: "取消举报草稿", en: "Draft undone" },
    DraftResumed: { sort: "parties", zh: "恢复举报草稿", en: "Draft taken up again" },
    FilingRecorded: { sort: "parties", zh: "记录提交", en: "Filing recorded" },
    PlatformRulingRecorded: { sort: "decisions", zh: "记录平台裁定", en: "Platform's ruling" },
    StepRecorded: { sort: "parties", zh: "记录一步", en: "Step recorded" },
    RemedyProposed: { sort: "parties", zh: "提出补救办法", en: "Remedy proposed" },
    GoodwillApproved: { sort: "decisions", zh: "批准额外好意", en: "Goodwill approved" },
    ConsentRecorded: { sort: "parties", zh: "记录顾客意见", en: "Consent recorded" },
    HandOverOffered: { sort: "parties", zh: "转交", en: "Hand-over offered" },
    HandOverAccepted: { sort: "parties", zh: "接手", en: "Hand-over accepted" },
    RemedyCarriedOut: { sort: "parties", zh: "执行完成", en: "Carried out" },
    CallBackRecorded: { sort: "parties", zh: "记录回访", en: "Call-back recorded" },
    ReviewReported: { sort: "other", zh: "评价：举报", en: "Review reported" },
    ReviewAnswered: { sort: "other", zh: "评价：回复", en: "Review answered" },
    ReviewLeft: { sort: "other", zh: "评价：搁置", en: "Review left" },
    ReviewTakenUp: { sort: "other", zh: "评价：恢复处理", en: "Review taken up again" },
    ReviewUndone: { sort: "other", zh: "评价：撤销刚才的处理", en: "Undone at once" },
    DeedsBroughtOver: { sort: "other", zh: "评价：旧处理记录移入", en: "Earlier deeds noted" },
};

export const sortOf = (type: string): EventSort => EVENTS[type]?.sort ?? "other";

export function useEventNames(): (type: string) => string {
    const { language } = useLanguage();
    return useCallback((type) => EVENTS[type]?.[language] ?? type, [language]);
}
