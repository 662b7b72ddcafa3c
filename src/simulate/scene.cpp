#include "simulate/scene.hpp"

#include <array>

#include "base/assert.hpp"

namespace pingli::simulate {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::array<std::string_view, kTroubleCount> kTroubleNames{"none",
                                                                    "platform_default",
                                                                    "honest_quality",
                                                                    "honest_size",
                                                                    "honest_colour",
                                                                    "honest_slow",
                                                                    "honest_damage",
                                                                    "honest_service",
                                                                    "honest_price",
                                                                    "honest_refused",
                                                                    "honest_fake",
                                                                    "honest_neutral",
                                                                    "owed",
                                                                    "cash_offer",
                                                                    "joke",
                                                                    "smalltalk",
                                                                    "insult",
                                                                    "pii",
                                                                    "competitor",
                                                                    "retaliation",
                                                                    "fraud",
                                                                    "professional",
                                                                    "demand_under_threat",
                                                                    "demand_not_rated",
                                                                    "demand_gap",
                                                                    "demand_no_review_yet"};
constexpr std::array<std::string_view, 3> kCouriers{"青雀速运", "快马达速递", "云脚快递"};
constexpr std::array<std::string_view, 4> kSizes{"S", "M", "L", "XL"};
constexpr hours kDay{24};
constexpr hours kShopOffset{8};  // Asia/Shanghai
constexpr int kReportDays = 30;  // B7, as the shipped rulebook has it

// `prefix` and at least `width` digits.
std::string numbered(std::string_view prefix, std::uint64_t number, std::size_t width) {
    std::string out{prefix};
    const std::string digits = std::to_string(number);
    if (digits.size() < width) out.append(width - digits.size(), '0');
    return out += digits;
}

// Writes a scene's texts; remembers where in time the chat stands.
class Stage {
public:
    Stage(const Phrases& phrases, Random& random, Scene& scene)
        : phrases_(phrases), random_(random), scene_(scene) {
        const std::uint32_t size = random.below(3);
        set(Slot::Size, std::string{kSizes.at(size)});
        set(Slot::Big, std::string{kSizes.at(size + 1)});
        set(Slot::Money, std::to_string(random.between(1, 12) * 5));
        set(Slot::H, std::to_string(random.between(153, 182)));
        set(Slot::W, std::to_string(random.between(90, 165)));
        set(Slot::Days, std::to_string(random.between(7, 15)));
        set(Slot::N, std::to_string(random.between(2, 9)));
        set(Slot::Colour, std::string{phrases.pick(Pool::Colour, random)});
        set(Slot::Agent, std::string{phrases.pick(Pool::Agent, random)});
        set(Slot::Rival, std::string{phrases.pick(Pool::Rival, random)});
        set(Slot::Phone, numbered("1660000", random.between(1000, 9999), 4));
    }

    void say(Pool pool, std::string& out) { phrases_.say(pool, slots_, random_, out); }

    void chat_from(Instant at) { chat_at_ = at; }
    void buyer(Pool pool) { turn(Speaker::Buyer, pool); }
    void seller(Pool pool) { turn(Speaker::Seller, pool); }

    void review(facts::Rating rating, Pool pool, std::uint32_t tail_per_100000 = 0) {
        scene_.rating = rating;
        say(pool, scene_.text);
        if (!random_.chance(tail_per_100000)) return;
        scene_.text += "，";
        say(Pool::Tail, scene_.text);
    }
    void followup(Pool pool) {
        say(pool, scene_.followup);
        scene_.followup_at = scene_.reviewed_at + seconds{random_.between(3600, 30'000)};
    }

private:
    void set(Slot slot, std::string value) {
        slots_[static_cast<std::size_t>(slot)] = std::move(value);
    }
    void turn(Speaker who, Pool pool) {
        chat_at_ += seconds{random_.between(20, 300)};
        Turn& added = scene_.chat.emplace_back();
        added.who = who;
        added.at = chat_at_;
        say(pool, added.text);
    }

    const Phrases& phrases_;
    Random& random_;
    Scene& scene_;
    Slots slots_;
    Instant chat_at_;
};

// Ids, times, price: what every order has.
void make_order(const Phrases& phrases, std::uint64_t number, std::uint64_t count, Random& random,
                Scene& scene) {
    constexpr auto kFirst = kAsOf - (60 * kDay);
    constexpr std::uint64_t kSpan = 48ULL * 86'400;  // the last order is 12 days old
    const auto along = static_cast<std::int64_t>(
        static_cast<double>(number) / static_cast<double>(count) * static_cast<double>(kSpan));
    scene.created_at = kFirst + seconds{along};
    scene.shipped_at = scene.created_at + seconds{random.between(7'200, 90'000)};
    scene.received_at = scene.shipped_at + seconds{random.between(90'000, 350'000)};
    scene.reviewed_at = *scene.received_at + seconds{random.between(1'800, 300'000)};
    scene.order = numbered("81", number, 11) + numbered({}, random.below(1'000'000), 6);
    scene.buyer = numbered("t_", random.below(1'000'000'000), 9);
    scene.phone = numbered("1660000", random.below(10'000), 4);
    scene.waybill = numbered("YP", number, 11);
    scene.item = phrases.pick(Pool::Item, random);
    scene.courier = kCouriers.at(random.below(kCouriers.size()));
    scene.price_fen = static_cast<std::int64_t>(random.between(39, 899)) * 100;
    scene.buyer_level = static_cast<int>(random.between(4, 8));
    scene.insured = random.chance(60'000);
    scene.rated_by_seller = true;
    scene.reference = numbered("SJ", number, 11);
}

void praise(Stage& stage, Random& random, Scene& scene) {
    scene.rating = facts::Rating::Good;
    constexpr std::uint32_t kShort = 10'000;
    constexpr std::uint32_t kSecond = 85'000;
    constexpr std::uint32_t kThird = 45'000;
    if (random.chance(kShort)) {
        stage.say(Pool::PraiseShort, scene.text);
        return;
    }
    stage.say(Pool::PraiseOpen, scene.text);
    for (const std::uint32_t chance : {100'000U, kSecond, kThird}) {
        if (!random.chance(chance)) break;
        scene.text += "，";
        stage.say(Pool::PraiseMiddle, scene.text);
    }
    scene.text += "。";
    stage.say(Pool::PraiseEnd, scene.text);
}

void honest(Stage& stage, Random& random, Pool pool) {
    stage.review(random.chance(35'000) ? facts::Rating::Neutral : facts::Rating::Bad, pool, 50'000);
}

// The story of B11 up to the remedy that was declined.
void demand_opening(Stage& stage, const Scene& scene) {
    stage.chat_from(scene.created_at - minutes{20});
    stage.buyer(Pool::AskSize);
    stage.seller(Pool::Advise);
    stage.buyer(Pool::Insist);
    stage.seller(Pool::WarnSize);
    stage.buyer(Pool::Insist);
    stage.seller(Pool::AcceptSize);
    stage.chat_from(*scene.received_at + minutes{5});
    stage.buyer(Pool::TooBig);
    stage.seller(Pool::Offer);
    stage.buyer(Pool::Decline);
}

void demand(Stage& stage, Scene& scene, Random& random) {
    scene.insured = true;
    demand_opening(stage, scene);
    if (scene.trouble == Trouble::DemandGap)
        scene.gap_after = scene.chat.size() - 1;
    else
        stage.buyer(Pool::DemandThreat);
    stage.seller(Pool::DemandRefuse);
    if (scene.trouble != Trouble::DemandGap) stage.buyer(Pool::Retort);
    scene.rated_by_seller = scene.trouble != Trouble::DemandNotRated;
    scene.reviewed_at = scene.chat.back().at + seconds{random.between(3'600, 90'000)};
    stage.review(facts::Rating::Bad, Pool::Coerced);
    if (random.chance(70'000)) stage.followup(Pool::CoercedFollowup);
}

void demand_before_review(Stage& stage, Scene& scene) {
    scene.received_at.reset();
    stage.chat_from(scene.shipped_at + hours{2});
    stage.buyer(Pool::SmalltalkBuyer);
    stage.seller(Pool::SmalltalkSeller);
    stage.buyer(Pool::Cashback);
    stage.seller(Pool::CashbackRefuse);
}

void owed(Stage& stage, Scene& scene) {
    stage.chat_from(*scene.received_at + minutes{10});
    stage.buyer(Pool::OwedFault);
    stage.buyer(Pool::OwedAsk);
    stage.seller(Pool::Stonewall);
    stage.buyer(Pool::OwedAsk);
    stage.seller(Pool::Stonewall);
    stage.buyer(Pool::OwedThreat);
    scene.reviewed_at = scene.chat.back().at + hours{3};
    stage.review(facts::Rating::Bad, Pool::Refused);
}

void cash_offer(Stage& stage, Scene& scene) {
    stage.chat_from(*scene.received_at + minutes{30});
    stage.seller(Pool::OfferCash);
    stage.buyer(Pool::OfferCashNo);
    scene.reviewed_at = scene.chat.back().at + hours{5};
    stage.review(facts::Rating::Bad, Pool::OfferCashReview);
}

void joke(Stage& stage, Random& random, Scene& scene) {
    stage.chat_from(*scene.received_at + minutes{30});
    stage.buyer(Pool::Joke);
    stage.seller(Pool::JokeAnswer);
    praise(stage, random, scene);
}

void smalltalk(Stage& stage, Random& random, Scene& scene) {
    stage.chat_from(scene.created_at - minutes{30});
    stage.buyer(Pool::SmalltalkBuyer);
    stage.seller(Pool::SmalltalkSeller);
    if (random.chance(60'000)) stage.buyer(Pool::SmalltalkThanks);
    praise(stage, random, scene);
}

// An honest review with one sentence that ground 5 names.
void tainted(Stage& stage, Random& random, Scene& scene, Pool taint) {
    honest(stage, random, random.chance(50'000) ? Pool::Quality : Pool::ColourOff);
    scene.text += "。";
    stage.say(taint, scene.text);
}

void retaliation(Stage& stage, Scene& scene) {
    scene.claim_lost = true;
    scene.claim_closed_at = *scene.received_at + (2 * kDay);
    scene.reviewed_at = scene.claim_closed_at + hours{16};
    stage.review(facts::Rating::Bad, Pool::Retaliation);
}

void fraud(Stage& stage, Scene& scene) {
    stage.review(facts::Rating::Bad, Pool::Fraud);
    scene.note_kind = "police_record";
    stage.say(Pool::Police, scene.note);
}

void competitor(Stage& stage, Scene& scene) {
    stage.review(facts::Rating::Bad, Pool::Competitor);
    scene.note_kind = "same_trade";
    stage.say(Pool::SameTrade, scene.note);
}

void professional(Stage& stage, Random& random, Scene& scene) {
    constexpr std::uint32_t kQuestionsMin = 9;
    constexpr std::uint32_t kQuestionsMax = 13;
    scene.buyer_level = static_cast<int>(random.below(2));
    stage.chat_from(scene.created_at - hours{2});
    for (std::uint32_t left = random.between(kQuestionsMin, kQuestionsMax); left > 0; --left) {
        stage.buyer(Pool::Question);
        stage.seller(Pool::Answer);
    }
    stage.review(facts::Rating::Bad, Pool::Professional);
    scene.call_at = scene.reviewed_at + minutes{55};
    stage.say(Pool::Transcript, scene.transcript);
}

// The pool of an honest complaint's words; nothing for every other trouble.
std::optional<Pool> honest_pool(Trouble trouble) {
    switch (trouble) {
        case Trouble::HonestQuality:
            return Pool::Quality;
        case Trouble::HonestSize:
            return Pool::Size;
        case Trouble::HonestColour:
            return Pool::ColourOff;
        case Trouble::HonestSlow:
            return Pool::Slow;
        case Trouble::HonestDamage:
            return Pool::Damage;
        case Trouble::HonestService:
            return Pool::Service;
        case Trouble::HonestPrice:
            return Pool::Price;
        case Trouble::HonestRefused:
            return Pool::Refused;
        case Trouble::HonestFake:
            return Pool::Fake;
        default:
            return std::nullopt;
    }
}

void play(Stage& stage, Random& random, Scene& scene) {
    if (const auto pool = honest_pool(scene.trouble)) {
        honest(stage, random, *pool);
        return;
    }
    switch (scene.trouble) {
        case Trouble::PlatformDefault:
            stage.review(facts::Rating::Good, Pool::Default);
            break;
        case Trouble::HonestNeutral:
            stage.review(facts::Rating::Neutral, Pool::Neutral);
            break;
        case Trouble::Owed:
            owed(stage, scene);
            break;
        case Trouble::CashOffer:
            cash_offer(stage, scene);
            break;
        case Trouble::Joke:
            joke(stage, random, scene);
            break;
        case Trouble::Smalltalk:
            smalltalk(stage, random, scene);
            break;
        case Trouble::Insult:
            tainted(stage, random, scene, Pool::Insult);
            break;
        case Trouble::Pii:
            tainted(stage, random, scene, Pool::Pii);
            break;
        case Trouble::Competitor:
            competitor(stage, scene);
            break;
        case Trouble::Retaliation:
            retaliation(stage, scene);
            break;
        case Trouble::Fraud:
            fraud(stage, scene);
            break;
        case Trouble::Professional:
            professional(stage, random, scene);
            break;
        case Trouble::DemandUnderThreat:
        case Trouble::DemandNotRated:
        case Trouble::DemandGap:
            demand(stage, scene, random);
            break;
        case Trouble::DemandNoReviewYet:
            demand_before_review(stage, scene);
            break;
        default:
            praise(stage, random, scene);
    }
}

bool is_late(Instant text_at) {
    const auto day_of = [](Instant at) {
        return std::chrono::floor<std::chrono::days>(at + kShopOffset);
    };
    return day_of(text_at) + std::chrono::days{kReportDays} < day_of(kAsOf);
}

Expected found(std::string_view verdict) {
    Expected expected;
    expected.finding = true;
    expected.verdict = verdict;
    return expected;
}

// A finding that can be reported, unless it is too old or the shop has not rated.
Expected reported(const Scene& scene, std::string_view verdict, std::string_view ground) {
    Expected expected = found(verdict);
    expected.reportable = true;
    expected.ground = ground;
    if (!scene.rating) return expected;
    if (is_late(scene.followup.empty() ? scene.reviewed_at : scene.followup_at))
        expected.refusal = "too_late";
    else if (!scene.rated_by_seller)
        expected.refusal = "not_rated_by_both";
    return expected;
}

Expected expect(const Scene& scene) {
    switch (scene.trouble) {
        case Trouble::None:
        case Trouble::PlatformDefault:
        case Trouble::Joke:
        case Trouble::Smalltalk:
            return {};
        case Trouble::Insult:
        case Trouble::Pii:
            return reported(scene, "genuine", "private_data_or_insults");
        case Trouble::Fraud:
            return reported(scene, "genuine", "third_party_fraud");
        case Trouble::Professional:
            return reported(scene, "malicious", "professional_coercion");
        case Trouble::DemandUnderThreat:
        case Trouble::DemandNotRated:
        case Trouble::DemandNoReviewYet:
            return reported(scene, "malicious", "unreasonable_demand");
        case Trouble::DemandGap:
        case Trouble::Competitor:
            return found("unclear");
        default:
            return found("genuine");
    }
}

}  // namespace

std::string_view to_name(Trouble trouble) {
    return kTroubleNames.at(static_cast<std::size_t>(trouble));
}

void Scene::clear() {
    // The strings and the vector keep their memory: millions of scenes pass through one.
    order.clear(), buyer.clear(), phone.clear(), waybill.clear();
    text.clear(), followup.clear(), chat.clear(), reference.clear();
    transcript.clear(), note.clear();
    note_kind = {};
    rating.reset(), gap_after.reset();
    claim_lost = false;
}

void make_scene(const Phrases& phrases, Trouble trouble, std::uint64_t number, std::uint64_t count,
                Random& random, Scene& scene) {
    PINGLI_ASSERT(number < count);
    scene.clear();
    scene.trouble = trouble;
    make_order(phrases, number, count, random, scene);
    Stage stage{phrases, random, scene};
    play(stage, random, scene);
    scene.expected = expect(scene);
}

}  // namespace pingli::simulate
