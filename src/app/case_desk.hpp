// The desk: the one way in which a case changes. Load, decide, append, publish; every rule is the
// domain's (cases/decide.hpp), every byte the store's.
//
// Thread-safe. Changes of one case follow one another; those of different cases share the store's
// groups, so that many commands a second cost few writes.

#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/case_codec.hpp"
#include "app/event_store.hpp"
#include "app/key_ring.hpp"
#include "app/limits.hpp"
#include "cases/decide.hpp"

namespace pingli::app {

struct LoadedCase {
    cases::Case state;
    std::int64_t version = 0;
};
using CasePtr = std::shared_ptr<const LoadedCase>;

// A request that must not be carried out twice.
struct Identity {
    std::string key;  // Idempotency-Key
    std::string route;
    std::string body_hash;
};

struct Order {  // what somebody wants of a case
    ShopId shop;
    CaseId case_id;
    cases::Actor actor;
    cases::Command command;
    std::optional<std::int64_t> expected_version;  // absent: whatever it is
    std::optional<Identity> identity;
    bool is_new_case = false;  // the id was made for this order: there is nothing to load
    // Its words were read before: VersionConflict when their person was erased since.
    bool brings_words = false;
};

// What was done, before its number and position are known.
struct Done {
    CasePtr before;
    CasePtr after;
    cases::Events events;
    std::vector<cases::Move> moves;  // of the same actor, now
};

struct Carried {
    Done done;
    Appended appended;
};
struct AnsweredBefore {
    KeptAnswer answer;
};
// Refused by the domain, or failed: VersionConflict (expected_version, or a file that is handed in
// went meanwhile), KeyReused, Unavailable …
using Answer = std::variant<Carried, AnsweredBefore, cases::Refusal, Error>;
// Makes the bytes to keep for an idempotent request. On the writer's thread: quick, no I/O.
using MakeAnswer = std::function<KeptAnswer(const Done&, const Appended&)>;

// Told of every change that is on disk; quick, from the writer's thread.
struct Published {
    ShopId shop;
    CaseId case_id;
    std::int64_t version = 0;
    std::int64_t position = 0;
};
using Publish = std::function<void(const Published&)>;

struct DeskOptions {
    std::function<Instant()> now;  // required, as are the next two
    Random random;
    // The calendar year of an instant where the shop is: cases are numbered by it.
    std::function<int(const ShopId&, Instant)> year_of;
    Publish publish;
    std::size_t cached_cases_max = kCachedCasesMax;
    std::size_t cached_bytes_max = kCachedBytesMax;
    Duration keep_answers_for = std::chrono::hours{48};
};

class CaseDesk {
public:
    // All outlive the desk.
    CaseDesk(Store& store, const CaseCodec& codec, const rulebook::Library& library,
             DeskOptions options);
    ~CaseDesk();

    // Answers once: at once when nothing is to be written, else from the writer's thread when it is
    // on disk. `make` is needed when the order has an identity.
    void handle(Order order, const MakeAnswer& make, std::function<void(Answer)> answer);
    // The same, waiting for it.
    Answer handle(Order order, const MakeAnswer& make = {});

    // While `work` is done no case changes here; afterwards nothing of cases is in memory.
    // Unavailable: what was under way did not come to its end in time.
    Result<void> alone(const std::function<Result<void>()>& work);

    [[nodiscard]] Result<CasePtr> load(const ShopId& shop, const CaseId& case_id);
    // All events of a case, in order, as they were.
    struct Told {
        StoredEvent stored;
        cases::Event event;
    };
    [[nodiscard]] Result<std::vector<Told>> history(const ShopId& shop, const CaseId& case_id);
    // Of a case, from all of its events: for a rebuild. `seen` is shown the case as it stands.
    [[nodiscard]] Result<CaseRows> project(
        const ShopId& shop, const std::vector<StoredEvent>& events,
        const std::function<void(const cases::Case&)>& seen = {});

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace pingli::app
