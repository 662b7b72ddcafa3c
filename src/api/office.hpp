// What administration asks of the program that takes its time: walks of chains and backups, done
// in the background, with how far they have come.

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/event_store.hpp"
#include "http/response.hpp"

namespace pingli::api {

enum class JobState : std::uint8_t { Running, Done, Stopped, Failed };
std::string_view to_name(JobState state);  // "running" …

struct ChainFault {
    std::string kind;
    std::int64_t position = 0;
    Said what;
};
struct ChainWalk {
    JobState state{};
    Instant started_at;
    std::optional<Instant> ended_at;
    std::int64_t done = 0;  // positions
    std::int64_t of = 0;
    app::Head head;  // when done
    std::int64_t events = 0;
    std::int64_t cases = 0;
    std::int64_t files = 0;             // of exhibits, read byte by byte
    std::int64_t rows = 0;              // keys and reviews, held against the store's journal
    std::optional<app::Head> expected;  // that the chain was held against
    std::vector<ChainFault> faults;
    std::int64_t further_faults = 0;
};

struct Backup {
    std::string id;
    JobState state{};
    std::string step;  // while it runs
    Instant started_at;
    std::optional<Instant> ended_at;
    std::uint64_t bytes = 0;
    std::int64_t shops = 0;
    std::int64_t files = 0;
};
constexpr std::size_t kBackupsKept = 5;  // the oldest goes when a new one is whole

struct Erasing {  // of a person
    PersonId person;
    JobState state{};
    std::string by;  // the account, or "terminal"
    std::string reason;
    Instant at;
    std::optional<Instant> ended_at;
    std::int64_t files = 0;
};

struct ErasingPage {
    std::vector<Erasing> erasings;  // the latest first
    std::optional<Instant> next;    // go on before it; nothing: there is no more
};

// All quick and thread-safe.
struct Office {
    // Starts a walk, or puts it in line. VersionConflict: one of the shop is going on; Unavailable:
    // too many wait.
    std::function<Result<ChainWalk>(const ShopId&, const UserId& by,
                                    std::optional<app::Head> expected)>
        verify;
    std::function<std::optional<ChainWalk>(const ShopId&)> walk;  // the latest
    std::function<void(const ShopId&)> stop_walk;

    // Starts one. VersionConflict: one is going on; Invalid: not with this store.
    std::function<Result<Backup>()> back_up;
    std::function<std::vector<Backup>()> backups;  // the latest first
    std::function<Result<http::FileBody>(const std::string& id)> backup_file;
    std::function<Result<void>(const std::string& id)> remove_backup;  // stops it, if it runs

    // Whom a person of the shop may mean: an id under which words are sealed, a buyer's name, the
    // number of an order.
    std::function<Result<std::optional<PersonId>>(const ShopId&, const std::string& name)>
        person_named;
    // Starts one; the same that goes on is answered again.
    // Invalid: the reason; Unavailable: too many of the shop wait.
    std::function<Result<Erasing>(const ShopId&, const PersonId&, const UserId& by,
                                  const std::string& reason)>
        erase;
    std::function<Result<ErasingPage>(const ShopId&, std::optional<Instant> before,
                                      std::size_t limit)>
        erasings;
};

}  // namespace pingli::api
