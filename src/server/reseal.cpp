#include "server/reseal.hpp"

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>

#include "app/transfer.hpp"
#include "base/seal.hpp"
#include "codec/case_codec.hpp"
#include "codec/case_events_json.hpp"
#include "reviews/shelved.hpp"
#include "store/chain.hpp"

namespace pingli::server {

namespace {

// What was sealed under a person's key of `from` is sealed under their key of `to`, which is made
// where there is none. Both rings live for one page, so that memory does not grow with persons.
class Rings {
public:
    Rings(app::Store& from, app::Store& to, const app::Random& random, const ShopId& shop)
        : shop_(shop), to_(to), old_(from, random, shop), new_(to, random, shop) {}

    app::Sealer& opening() { return old_; }
    app::Sealer& sealing() { return new_; }

    // What nobody can open any more stays as it is.
    std::string again(const PersonId& person, std::string sealed) {
        if (sealed.empty()) return sealed;
        const auto text = old_.open(person, sealed);
        return text ? new_.seal(person, *text) : std::move(sealed);
    }

    // Keys stand in the store before what is sealed under them.
    Result<void> keep_keys() {
        for (const auto* ring : {&old_, &new_})
            if (ring->fault()) return std::unexpected(*ring->fault());
        for (const app::PersonKey& made : new_.take_new_keys())
            TRY(to_.put_person_key(shop_, made.person,
                                   {.state = app::KeyState::Held, .key = made.key}));
        return {};
    }

private:
    const ShopId shop_;
    app::Store& to_;
    app::KeyRing old_;
    app::KeyRing new_;
};

class Resealer {
public:
    Resealer(app::Store& from, app::Store& to, const ResealOptions& options)
        : from_(from), to_(to), options_(options), rest_(to) {}

    Result<void> take(const app::ExportLine& line) {
        return std::visit([this](const auto& one) { return take_one(one); }, line);
    }

    Result<Resealed> finish() {
        TRY(flush());
        TRY(rest_.finish());
        return std::move(done_);
    }

private:
    // Who was erased is so before anything is sealed: what was said since has a key of its own.
    Result<void> take_one(const app::Head& head) {
        TRY(flush());
        shop_ = head.shop;
        last_ = {};
        done_.before.push_back(head);
        for (PersonId after;;) {
            const auto keys = TRY(from_.person_keys(shop_, after));
            for (const auto& [person, key] : keys)
                if (key.state == app::KeyState::Erased) TRY(to_.put_person_key(shop_, person, key));
            if (keys.size() < app::kPageMax) return {};
            after = keys.back().first;
        }
    }

    Result<void> take_one(const app::ExportedEvent& exported) {
        page_.push_back(exported.event);
        if (page_.size() < app::kPageMax) return {};
        return flush();
    }

    // A key that nothing is sealed under yet, or a person who has none for ever.
    Result<void> take_one(const app::ExportedKey& key) {
        TRY(flush());
        if (!key.key)
            return to_.put_person_key(key.shop, key.person,
                                      {.state = app::KeyState::Erased, .key = {}});
        if (TRY(to_.person_key(key.shop, key.person)).state == app::KeyState::Held) return {};
        app::FoundKey fresh{.state = app::KeyState::Held, .key = std::string(kSealKeyBytes, 0)};
        options_.random(std::as_writable_bytes(std::span{fresh.key}));
        return to_.put_person_key(key.shop, key.person, fresh);
    }

    Result<void> take_one(const app::ExportedReview& review) {
        app::ExportedReview sealed = review;
        const PersonId person = reviews::person_of(review.finding.key);
        Rings rings{from_, to_, options_.random, review.shop};
        for (std::string* one : {&sealed.finding.words, &sealed.finding.body, &sealed.mark.deeds})
            *one = rings.again(person, std::move(*one));
        TRY(rings.keep_keys());
        return rest_.take(std::move(sealed));
    }

    Result<void> take_one(const app::ExportedRecord& record) {
        TRY(flush());
        return rest_.take(record);
    }

    Result<std::string> again(const app::StoredEvent& stored, Rings& rings) const {
        if (!app::is_case(stored.case_id))
            return codec::encode_deed(TRY(codec::decode_deed(stored.body, rings.opening())),
                                      rings.sealing());
        const cases::Event event = TRY(codec_.decode(stored.body, rings.opening()));
        return codec_.encode(event, rings.sealing()).body;
    }

    Result<void> flush() {
        if (page_.empty()) return {};
        Rings rings{from_, to_, options_.random, shop_};
        for (app::StoredEvent& stored : page_) {
            stored.body = TRY(again(stored, rings));
            stored.hash = store::chain_hash(last_, store::link_of(shop_, stored));
            last_ = stored.hash;
        }
        TRY(rings.keep_keys());
        TRY(to_.load(shop_, page_));
        done_.events += std::ssize(page_);
        page_.clear();
        if (options_.goes_on && !options_.goes_on(done_.events))
            return fail(ErrorCode::Unavailable, "reseal: ended before its end");
        return {};
    }

    app::Store& from_;
    app::Store& to_;
    const ResealOptions& options_;
    const codec::JsonCaseCodec codec_;
    app::Importer rest_;  // what is not sealed, or is already
    ShopId shop_;
    app::Hash last_{};
    std::vector<app::StoredEvent> page_;
    Resealed done_;
};

}  // namespace

Result<Resealed> reseal(app::Store& from, app::Store& to, const ResealOptions& options) {
    if (!TRY(to.heads()).empty() || !TRY(to.record_kinds()).empty())
        return fail(ErrorCode::Invalid, "reseal: what is written to is not empty");
    // Accounts come last: a store without them would be taken for a new one. Whoever called has the
    // mark taken away when all is checked.
    TRY(app::mark_import(to));
    Resealer resealer{from, to, options};
    TRY(app::export_store(from, [&](const app::ExportLine& line) { return resealer.take(line); }));
    return resealer.finish();
}

}  // namespace pingli::server
