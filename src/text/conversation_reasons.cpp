#include "text/conversation_reasons.hpp"

#include <array>
#include <utility>

namespace pingli::text {

namespace {

struct Words {
    const char* code;
    const char* zh;
    const char* en;
};

Reason make(const Words& words, const TurnView* turn, Span span) {
    Reason reason{.code = words.code, .words = {words.zh, words.en}, .turn = {}, .span = {}};
    if (turn != nullptr) {
        reason.turn = turn->index;
        reason.span = span;
    }
    return reason;
}

Words words_of(DemandKind kind) {
    switch (kind) {
        case DemandKind::Cash:
            return {"demand.cash", "买家索要现金或补偿", "The buyer asks for money."};
        case DemandKind::Gift:
            return {"demand.gift", "买家索要赠品", "The buyer asks for a thing for free."};
        case DemandKind::RefundWithoutReturn:
            return {"demand.refund_without_return", "买家要求退款而保留或已用掉商品",
                    "The buyer asks for the full price and keeps the goods."};
        case DemandKind::Discount:
            return {"demand.discount", "买家索要优惠、差价或降价",
                    "The buyer asks for a lower price."};
        case DemandKind::None:
            break;
    }
    return {"demand.none", "没有索要额外利益", "No benefit is asked for."};
}

Words words_of(ThreatKind kind) {
    switch (kind) {
        case ThreatKind::BadReview:
            return {"threat.bad_review", "买家以差评相要挟", "The buyer announces a bad review."};
        case ThreatKind::ComplaintToPlatform:
            return {"threat.complaint_to_platform", "买家以向平台投诉相要挟",
                    "The buyer announces a complaint to the platform."};
        case ThreatKind::Regulator12315:
            return {"threat.regulator_12315", "买家以向监管部门举报相要挟",
                    "The buyer announces a report to the authorities."};
        case ThreatKind::ExposeOnline:
            return {"threat.expose_online", "买家以网上或群里曝光相要挟",
                    "The buyer announces exposure to the public."};
        case ThreatKind::None:
            break;
    }
    return {"threat.none", "没有威胁", "No threat."};
}

Words words_of(Link link) {
    switch (link) {
        case Link::Conditional:
            return {"link.conditional", "以条件句把威胁与利益相连（不给…就…）",
                    "The threat hangs on the benefit by an 'or else'."};
        case Link::SameBreath:
            return {"link.same_message", "索要与威胁出现在同一段话里",
                    "Demand and threat stand in one message."};
        case Link::AfterRefusal:
            return {"link.after_refusal", "索要被拒后随即威胁", "The threat answers a refusal."};
        case Link::Release:
            return {"link.release", "给了就撤：利益是放弃威胁的价钱",
                    "The benefit is the price for dropping the threat."};
        case Link::None:
            break;
    }
    return {"link.none", "索要与威胁无关联", "Demand and threat are not linked."};
}

Words words_of(Owing owing) {
    switch (owing) {
        case Owing::OrdinaryRemedy:
            return {"owed.ordinary_remedy", "所求只是退换货等普通救济，不是额外利益",
                    "What is asked is an ordinary remedy."};
        case Owing::Statutory:
            return {"owed.statutory", "所求是法定赔偿", "What is asked is owed by law."};
        case Owing::Promised:
            return {"owed.promised", "所求是卖家承诺过的", "What is asked was promised."};
        case Owing::Proportionate:
            return {"owed.proportionate", "问题可信、要求相称，且卖家未提出救济",
                    "The fault is credible, the sum in proportion, and no remedy was offered."};
        case Owing::NoProblem:
            return {"not_owed.no_problem", "没有可信的问题或权利支持该利益",
                    "No credible problem or right supports the benefit."};
        case Owing::RemedyOffered:
            return {"not_owed.remedy_offered", "卖家已提出救济，买家拒绝而另索利益",
                    "The remedy was offered and refused for the benefit."};
        case Owing::Excessive:
            return {"not_owed.excessive", "所求明显超过应得", "The demand exceeds what is owed."};
    }
    std::unreachable();
}

Words words_of(ClaimGround ground) {
    switch (ground) {
        case ClaimGround::Problem:
            return {"claim.problem", "买家提出具体可信的问题",
                    "The buyer names a concrete problem."};
        case ClaimGround::Acknowledged:
            return {"claim.acknowledged", "卖家致歉并提出救济，承认了问题",
                    "The seller apologised and offered a remedy."};
        case ClaimGround::WithinSeven:
            return {"claim.within_seven_days", "七天内退换", "A return within seven days."};
        case ClaimGround::Promise:
            return {"claim.promise", "承诺未兑现", "A promise was not kept."};
        case ClaimGround::Statutory:
            return {"claim.statutory", "依法主张赔偿", "A claim that the law gives."};
        case ClaimGround::Misconduct:
            return {"claim.misconduct", "卖家言行侵害买家", "Misconduct of the seller."};
        case ClaimGround::None:
            break;
    }
    return {"claim.none", "没有可信的问题或权利", "No credible problem or right."};
}

void explain_lever(std::span<const TurnView> turns, const Lever& lever, Reasons& out) {
    const TurnView& asked = turns[lever.demand.turn];
    const TurnView& said = turns[lever.threat.turn];
    const Span demand = asked.span(lever.demand.start, lever.demand.end);
    const Span threat = said.span(lever.threat.start, lever.threat.end);
    out.push_back(make(words_of(lever.demand.kind), &asked, demand));
    out.push_back(make(words_of(lever.threat.kind), &said, threat));
    out.push_back(make(words_of(lever.link), &said, threat));
    out.push_back(make(words_of(lever.owing), &asked, demand));
}

}  // namespace

Bilingual fault_words(Fault fault) {
    switch (fault) {
        case Fault::Insult:
            return {"辱骂或贬低买家", "Insults or belittles the buyer."};
        case Fault::BlamesBuyer:
            return {"无凭据地归咎买家", "Puts the fault on the buyer."};
        case Fault::PromisesFreightInsurance:
            return {"未查订单就承诺运费险", "Promises freight insurance without having checked."};
        case Fault::BegsReviewChange:
            return {"求改、求删或阻止差评", "Begs or orders to change or not to leave a review."};
        case Fault::OffersCashForReview:
            return {"以利益换评价", "Offers a benefit for a review."};
        case Fault::LeaksBuyerInfo:
            return {"泄露买家信息", "Gives away personal data of a buyer."};
        case Fault::ThreatensBuyer:
            return {"威胁买家", "Threatens the buyer."};
        case Fault::Stonewalls:
            return {"对合理请求推诿拒绝", "Refuses or deflects a legitimate request."};
        case Fault::NoApology:
            return {"有过失而无致歉或体谅", "Neither apology nor empathy for a fault."};
        case Fault::NoSolution:
            return {"没有给出具体的解决步骤", "Names no concrete step."};
        case Fault::PublicArgument:
            return {"公开回复里争吵、嘲讽或揭短", "Quarrels, mocks or accuses in public."};
        case Fault::PromisesOutsidePolicy:
            return {"承诺超出法律、平台或店铺政策", "Promises more than law, platform or policy."};
        case Fault::ContactInfoLeak:
            return {"留私人联系方式或引导站外", "Leads to a private contact channel."};
        default:
            return {"点名或羞辱员工，或无记录而称已办",
                    "Shames an employee, or tells as done what no record shows."};
    }
}

Reasons explain(std::span<const TurnView> turns, const Claim& claim, const Judgement& judgement,
                std::span<const SellerFault> faults) {
    Reasons out;
    if (judgement.lever)
        explain_lever(turns, *judgement.lever, out);
    else if (judgement.spared)
        explain_lever(turns, *judgement.spared, out);
    if (!judgement.lever && judgement.is_taken_back)
        out.push_back(make({"spared.taken_back", "买家收回或只是玩笑", "Taken back, or a joke."},
                           nullptr, {}));
    if (claim.is_legitimate() && claim.place) {
        const TurnView& turn = turns[claim.place->turn];
        const Span span = claim.place->part < turn.parts.size()
                              ? turn.span(turn.parts[claim.place->part])
                              : Span{};
        out.push_back(make(words_of(claim.ground), &turn, span));
    }
    for (const SellerFault& fault : faults) {
        const TurnView& turn = turns[fault.turn];
        Reason reason{.code = "fault." + std::string{to_name(fault.fault)},
                      .words = fault_words(fault.fault),
                      .turn = turn.index,
                      .span = turn.span(fault.start, fault.end)};
        out.push_back(std::move(reason));
    }
    return out;
}

}  // namespace pingli::text
