#include "http/core.hpp"

#include <algorithm>
#include <tuple>

#include "http/peer.hpp"
#include "http/session.hpp"

namespace pingli::http {

void Core::note_fault(const Request& request, std::string_view cause, int status) const {
    if (cause.empty() || !options.on_fault) return;
    const std::string_view method = request.route.empty() ? "" : to_text(request.method);
    options.on_fault({.method = method, .route = request.route, .cause = cause, .status = status});
}

bool Core::is_trusted_proxy(const std::string& client) const {
    return std::ranges::any_of(options.trusted_proxies, [&](const std::string& proxy) {
        return client_of(proxy) == client;
    });
}

Core::Admission Core::admit(const std::string& client) {
    const std::lock_guard lock{mutex_};
    Admission admission;
    if (is_draining) return admission;
    const auto counted = by_address_.find(client);
    const std::size_t of_address = counted == by_address_.end() ? 0 : counted->second;
    const bool is_address_full =
        of_address >= limits.connections_per_address_max && !is_trusted_proxy(client);
    if (is_address_full || admitted_ >= limits.connections_max) {
        const auto at = replaceable(client, is_address_full);
        if (at == sessions_.end()) return admission;
        admission.instead_of = take_out(at);
        ++metrics.evicted_connections;
    }
    ++by_address_[client];
    ++admitted_;
    admission.is_in = true;
    return admission;
}

Core::Connections::iterator Core::replaceable(const std::string& client, bool is_own_only) {
    const auto of = [this](const std::string& address) {
        const auto at = by_address_.find(address);
        return at == by_address_.end() ? 0 : at->second;
    };
    const std::size_t own = of(client);
    auto best = sessions_.end();
    // Most connections, then what is missed least, then quiet for longest.
    std::tuple<std::size_t, int, std::chrono::steady_clock::duration> best_rank{};
    const auto now = std::chrono::steady_clock::now();
    for (auto at = sessions_.begin(); at != sessions_.end(); ++at) {
        const bool is_own = at->second.client == client;
        if (is_own_only && !is_own) continue;
        const std::size_t theirs = of(at->second.client);
        if (!is_own && theirs <= own) continue;
        const Standing standing = at->second.session->standing();
        if (standing.use == Use::Needed) continue;
        const std::tuple rank{theirs, -static_cast<int>(standing.use), now - standing.since};
        if (best != sessions_.end() && rank <= best_rank) continue;
        best = at;
        best_rank = rank;
    }
    return best;
}

std::shared_ptr<Session> Core::take_out(Connections::iterator at) {
    auto session = std::move(at->second.session);
    if (const auto counted = by_address_.find(at->second.client); --counted->second == 0)
        by_address_.erase(counted);
    sessions_.erase(at);
    --metrics.connections;
    --admitted_;
    return session;
}

void Core::remember(const std::shared_ptr<Session>& session, const std::string& client) {
    const std::lock_guard lock{mutex_};
    sessions_.emplace(session.get(), Connection{.session = session, .client = client});
    ++metrics.connections;
}

void Core::forget(const Session& session) {
    std::shared_ptr<Session> last;  // Not destroyed under the lock.
    const std::lock_guard lock{mutex_};
    const auto at = sessions_.find(&session);
    if (at == sessions_.end()) return;
    last = take_out(at);
    if (sessions_.empty()) empty_.notify_all();
}

std::vector<std::shared_ptr<Session>> Core::sessions() {
    const std::lock_guard lock{mutex_};
    std::vector<std::shared_ptr<Session>> out;
    out.reserve(sessions_.size());
    for (const auto& [key, connection] : sessions_) out.push_back(connection.session);
    return out;
}

bool Core::wait_until_empty(std::chrono::milliseconds patience) {
    std::unique_lock lock{mutex_};
    return empty_.wait_for(lock, patience, [this] { return sessions_.empty(); });
}

}  // namespace pingli::http
