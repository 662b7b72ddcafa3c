#include "http/core.hpp"

#include <algorithm>

#include "http/peer.hpp"

namespace pingli::http {

bool Core::is_trusted_proxy(const std::string& client) const {
    return std::ranges::any_of(options.trusted_proxies, [&](const std::string& proxy) {
        return client_of(proxy) == client;
    });
}

bool Core::admit(const std::string& client) {
    const std::lock_guard lock{mutex_};
    if (is_draining || admitted_ >= limits.connections_max) return false;
    std::size_t& of_address = by_address_[client];
    const bool is_full = of_address >= limits.connections_per_address_max;
    if (is_full && !is_trusted_proxy(client)) return false;
    ++of_address;
    ++admitted_;
    return true;
}

void Core::remember(const std::shared_ptr<Session>& session) {
    const std::lock_guard lock{mutex_};
    sessions_.emplace(session.get(), session);
    ++metrics.connections;
}

void Core::forget(const Session& session, const std::string& client) {
    std::shared_ptr<Session> last;  // Not destroyed under the lock.
    const std::lock_guard lock{mutex_};
    const auto at = sessions_.find(&session);
    if (at == sessions_.end()) return;
    last = std::move(at->second);
    sessions_.erase(at);
    --metrics.connections;
    --admitted_;
    if (const auto counted = by_address_.find(client); --counted->second == 0)
        by_address_.erase(counted);
    if (sessions_.empty()) empty_.notify_all();
}

std::vector<std::shared_ptr<Session>> Core::sessions() {
    const std::lock_guard lock{mutex_};
    std::vector<std::shared_ptr<Session>> out;
    out.reserve(sessions_.size());
    for (const auto& [key, session] : sessions_) out.push_back(session);
    return out;
}

bool Core::wait_until_empty(std::chrono::milliseconds patience) {
    std::unique_lock lock{mutex_};
    return empty_.wait_for(lock, patience, [this] { return sessions_.empty(); });
}

}  // namespace pingli::http
