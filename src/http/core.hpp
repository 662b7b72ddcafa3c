// Inside of http only: what all connections of one server share.

#pragma once

#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

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
          pool(limits.worker_threads, limits.work_queue_max) {}

    const std::shared_ptr<Metrics> metrics_owner;
    Metrics& metrics;
    const ServerOptions options;
    const Limits& limits;
    const Router router;
    std::atomic<bool> is_draining = false;
    std::atomic<std::size_t> uploads = 0;  // going on now

    [[nodiscard]] bool is_trusted_proxy(const std::string& client) const;
    // False when there are too many, in all or of this address.
    bool admit(const std::string& client);
    // An admitted connection lives from here until it is forgotten.
    void remember(const std::shared_ptr<Session>& session);
    void forget(const Session& session, const std::string& client);
    std::vector<std::shared_ptr<Session>> sessions();
    // False when the time was over first.
    bool wait_until_empty(std::chrono::milliseconds patience);

    WorkerPool pool;

private:
    std::mutex mutex_;
    std::condition_variable empty_;
    std::size_t admitted_ = 0;
    std::unordered_map<const Session*, std::shared_ptr<Session>> sessions_;
    std::unordered_map<std::string, std::size_t> by_address_;
};

}  // namespace pingli::http
