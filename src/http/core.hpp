// Inside of http only: what all connections of one server share.

#pragma once

#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "http/fair_room.hpp"
#include "http/limits.hpp"
#include "http/metrics.hpp"
#include "http/router.hpp"
#include "http/server.hpp"
#include "http/worker_pool.hpp"

namespace pingli::http {

class Session;

struct Core {
    Core(ServerOptions given, Router routes)
        : metrics_owner(given.metrics ? given.metrics : std::make_shared<Metrics>()),
          metrics(*metrics_owner),
          options(std::move(given)),
          limits(options.limits),
          router(std::move(routes)),
          uploads(limits.uploads_at_once_max, limits.uploads_of_one_max),
          unsent(limits.unsent_bytes_max, limits.unsent_bytes_of_one_max),
          pool(limits.worker_threads, limits.work_queue_max) {}

    const std::shared_ptr<Metrics> metrics_owner;
    Metrics& metrics;
    const ServerOptions options;
    const Limits& limits;
    const Router router;
    std::atomic<bool> is_draining = false;
    FairRoom uploads;
    FairRoom unsent;  // bytes of answers that wait for their readers

    // `status`: what was answered.
    void note_fault(const Request& request, std::string_view cause, int status = 500) const;
    [[nodiscard]] bool is_trusted_proxy(const std::string& client) const;
    // Where there are too many, in all or of this address, the quietest connection of the address
    // that has most of them makes room, unless that would only turn the tables: it is forgotten
    // here and is the caller's to close.
    struct Admission {
        bool is_in = false;
        std::shared_ptr<Session> instead_of;
    };
    Admission admit(const std::string& client);
    // An admitted connection lives from here until it is forgotten.
    void remember(const std::shared_ptr<Session>& session, const std::string& client);
    void forget(const Session& session);
    std::vector<std::shared_ptr<Session>> sessions();
    // False when the time was over first.
    bool wait_until_empty(std::chrono::milliseconds patience);

    WorkerPool pool;

private:
    struct Connection {
        std::shared_ptr<Session> session;
        std::string client;
    };
    using Connections = std::unordered_map<const Session*, Connection>;
    // Under mutex_: whose place one more of `client` may take; of its own only, if so wished.
    Connections::iterator replaceable(const std::string& client, bool is_own_only);
    std::shared_ptr<Session> take_out(Connections::iterator at);

    std::mutex mutex_;
    std::condition_variable empty_;
    std::size_t admitted_ = 0;
    Connections sessions_;
    std::unordered_map<std::string, std::size_t> by_address_;
};

}  // namespace pingli::http
