// A shop's cases as the desk would have written them: five events each, one of them with text that
// is sealed under its person's key. Several hundred cases are under way at a time, so that the
// events of one stand apart.

#pragma once

#include <array>
#include <cstdio>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "app/key_ring.hpp"
#include "base/assert.hpp"
#include "codec/case_codec.hpp"
#include "server/random.hpp"
#include "store/chain.hpp"

namespace pingli::bench {

inline const ShopId kShop{"018f6b1e-0000-7000-8000-000000000001"};
constexpr Instant kOpened{std::chrono::seconds{1'790'000'000}};
constexpr Instant kDue{std::chrono::seconds{2'000'000'000}};  // far off: no clock runs out
constexpr std::size_t kEventsACase = 5;
constexpr std::size_t kUnderWay = 800;

inline std::string case_id(std::size_t n) {
    std::array<char, 48> id{};
    static_cast<void>(std::snprintf(id.data(), id.size(), "018f6b1e-7000-7000-8000-%012zu", n));
    return id.data();
}
inline std::string order_of(std::size_t n) {
    return std::to_string(202600000000ULL + n);
}
inline std::string officer_of(std::size_t n) {
    return "officer" + std::to_string(n / 12 % 50);
}

// Sentences of a shop's day, made of parts: some thousand different pairs of characters, the last
// five of them rare.
inline std::string text_of(std::size_t n) {
    static constexpr std::array kParts = {
        "我要退款",         "不给就差评",     "快递员态度很差", "客服一直不回复", "东西坏了",
        "颜色和图片不一样", "收到的是空包裹", "穿了一次就破了", "威胁我删评",     "质量非常好",
        "物流太慢了",       "发错型号",       "屏幕有划痕",     "味道不对",       "少发了两件",
        "要求赔偿三倍",     "半夜打电话骚扰", "泄露我的地址",   "假一赔十",       "保质期已过",
        "尺码偏小",         "线头很多",       "包装破损",       "充电很慢",       "声音太大"};
    std::mt19937_64 random{n};
    std::string text;
    for (int i = 0; i < 5; ++i) text += std::string{kParts.at(random() % kParts.size())} + "，";
    for (int i = 0; i < 6; ++i) {
        const auto code = static_cast<char32_t>(0x4E00 + (random() % 3000));
        text += {static_cast<char>(0xE0 | (code >> 12U)),
                 static_cast<char>(0x80 | ((code >> 6U) & 0x3FU)),
                 static_cast<char>(0x80 | (code & 0x3FU))};
    }
    return text;
}

class ManyCases {
public:
    explicit ManyCases(app::PersonKeys& keys) : keys_(keys) {}

    // Event `version` of case `n`.
    [[nodiscard]] app::NewEvent event(std::size_t n, std::size_t version) {
        const Instant at = kOpened + std::chrono::seconds{n + ((version - 1) * kUnderWay)};
        return codec_.encode({.what = what(n, version, at),
                              .by = {.user = UserId{officer_of(n)}, .role = cases::Role::Agent},
                              .at = at},
                             ring_);
    }

    // Everything of `cases` cases, in order of position.
    void fill(app::Store& store, std::size_t cases) {
        for (std::size_t first = 0; first < cases; first += kUnderWay) {
            const std::size_t end = std::min(cases, first + kUnderWay);
            std::vector<app::StoredEvent> batch;
            for (std::size_t version = 1; version <= kEventsACase; ++version)
                for (std::size_t n = first; n < end; ++n) batch.push_back(next(n, version));
            PINGLI_ASSERT(store.load(kShop, batch).has_value());
            for (const app::PersonKey& key : ring_.take_new_keys())
                PINGLI_ASSERT(keys_
                                  .put_person_key(kShop, key.person,
                                                  {.state = app::KeyState::Held, .key = key.key})
                                  .has_value());
        }
    }

private:
    // Everybody has twenty cases.
    static PersonId person(std::size_t n) {
        return PersonId{"p-" + std::to_string((n / 1000 * 50) + (n % 50))};
    }

    app::StoredEvent next(std::size_t n, std::size_t version) {
        app::NewEvent made = event(n, version);
        app::StoredEvent stored{.position = ++position_,
                                .case_id = CaseId{case_id(n)},
                                .version = static_cast<std::int64_t>(version),
                                .type = std::move(made.type),
                                .body = std::move(made.body),
                                .hash = {}};
        hash_ = store::chain_hash(hash_, store::link_of(kShop, stored));
        stored.hash = hash_;
        return stored;
    }

    static cases::Opening opening(std::size_t n) {
        static constexpr std::array kTitles = {
            "说好的全棉其实是化纤", "骚扰投诉", "不发货", "退货被拒", "赠品没有", "发票的事"};
        return {.case_id = CaseId{case_id(n)},
                .shop = kShop,
                .perspective = cases::Perspective::Decided,
                .title = kTitles.at(n % kTitles.size()),
                .person = person(n),
                .person_user = std::nullopt,
                .platform = "taobao",
                .orders = {order_of(n)},
                .source = "api"};
    }

    static cases::Happening opened(std::size_t n, Instant at) {
        const cases::Personal words{.person = person(n), .text = text_of(n), .erased = false};
        const cases::BookRef book{.id = "taobao", .version = "2026-01-01"};
        if (n % 3 == 0)
            return cases::ComplaintOpened{.opening = opening(n),
                                          .channel = "online",
                                          .complained_at = at,
                                          .words = words,
                                          .facts = {},
                                          .book = book};
        return cases::ClaimOpened{.opening = opening(n),
                                  .filed_at = at,
                                  .received_at = at,
                                  .allegations = {{.id = cases::AllegationId{"a1"},
                                                   .alleged = "frequent_contact",
                                                   .person = "buyer",
                                                   .words = words,
                                                   .stop_requested_at = {},
                                                   .facts = {}}},
                                  .book = book};
    }

    static cases::Happening what(std::size_t n, std::size_t version, Instant at) {
        switch (version) {
            case 1:
                return opened(n, at);
            case 2:
                return cases::ClockStarted{
                    .clock = "answer_due",
                    .from = at,
                    .due = kDue + std::chrono::hours{n % 1000},
                    .provisional = false,
                    .clause = "第十二条",
                    .words = {.zh = "三个工作日内答复，节假日不算",
                              .en = "An answer within three working days; holidays do not count"}};
            case 3:
                return cases::OfficerAssigned{.officer = UserId{officer_of(n)}};
            case 4:
                return cases::TakenUp{.late = false};
            default:
                break;
        }
        if (n % 4 == 2) return cases::CaseWithdrawn{.reason = {}, .source = {}};
        return cases::EligibilityDecided{.eligible = n % 4 != 3, .reason = "as the rulebook says"};
    }

    app::PersonKeys& keys_;
    app::Random random_ = server::fill_random;
    app::KeyRing ring_{keys_, random_, kShop};
    codec::JsonCaseCodec codec_;
    std::int64_t position_ = 0;
    app::Hash hash_{};
};

}  // namespace pingli::bench
