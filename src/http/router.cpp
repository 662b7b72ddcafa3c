#include "http/router.hpp"

#include <utility>

#include "base/assert.hpp"
#include "base/barrier.hpp"

namespace pingli::http {

namespace {

// "{name}" -> name, "{rest...}" -> rest; empty for a written segment.
std::string_view name_of(std::string_view segment) {
    if (!segment.starts_with('{') || !segment.ends_with('}')) return {};
    segment = segment.substr(1, segment.size() - 2);
    if (segment.ends_with("...")) segment.remove_suffix(3);
    return segment;
}

std::vector<std::string_view> split(std::string_view pattern) {
    PINGLI_ASSERT(pattern.starts_with('/'));
    std::vector<std::string_view> segments;
    pattern.remove_prefix(1);
    while (!pattern.empty()) {
        const std::size_t slash = std::min(pattern.find('/'), pattern.size());
        segments.push_back(pattern.substr(0, slash));
        pattern.remove_prefix(std::min(slash + 1, pattern.size()));
    }
    return segments;
}

std::string join(std::span<const std::string> segments) {
    std::string out;
    for (const std::string& segment : segments) out.append(out.empty() ? "" : "/").append(segment);
    return out;
}

LateHandler at_once(Handler handler) {
    return [handle = std::move(handler)](const std::shared_ptr<Request>& request,
                                         Responder responder) {
        responder.answer(answer_guarded(handle, *request));
    };
}

// The same, with every answer shown to `watch` first.
LateHandler watched(LateHandler handler, const Watch& watch) {
    if (!watch) return handler;
    return [handle = std::move(handler), watch](const std::shared_ptr<Request>& request,
                                                Responder responder) {
        handle(request, Responder{[request, watch,
                                   answers = std::move(responder)](Response response) mutable {
                   watch(*request, response);
                   answers.answer(std::move(response));
               }});
    };
}

Gate watched(Gate gate, const Watch& watch) {
    if (!gate || !watch) return gate;
    return [gate = std::move(gate), watch](const Request& request) {
        auto refusal = gate(request);
        if (refusal) watch(request, *refusal);
        return refusal;
    };
}

}  // namespace

Response answer_guarded(const Handler& handler, Request& request) {
    Response response;
    auto cause = guarded([&] { response = handler(request); });
    return cause ? fault(*std::move(cause)) : std::move(response);
}

Responder& Responder::operator=(Responder&& other) noexcept {
    std::swap(send_, other.send_);
    return *this;
}

Responder::~Responder() {
    if (send_) send_(fault("it was let go without an answer"));
}

void Responder::answer(Response response) {
    if (auto send = std::exchange(send_, nullptr)) send(std::move(response));
}

Router& Router::add(Method method, std::string_view pattern, Handler handler,
                    RouteOptions options) {
    return add_late(method, pattern, at_once(std::move(handler)), std::move(options));
}

Router& Router::otherwise(Handler handler) {
    PINGLI_ASSERT(!otherwise_);
    otherwise_ = std::make_unique<Route>(Route{.method = Method::Get,
                                               .pattern = "/{page...}",
                                               .options = {},
                                               .handler = at_once(std::move(handler))});
    return *this;
}

Router& Router::guard(Guard guard) {
    PINGLI_ASSERT(!guard_);
    guard_ = std::move(guard);
    return *this;
}

Router& Router::watch(Watch watch) {
    PINGLI_ASSERT(!watch_);
    watch_ = std::move(watch);
    return *this;
}

std::optional<Response> Router::refusal(const Request& request, const Route& route) const {
    auto refusal = guard_ ? guard_(request, route) : std::nullopt;
    if (refusal && watch_) watch_(request, *refusal);
    return refusal;
}

Router& Router::add_late(Method method, std::string_view pattern, LateHandler handler,
                         RouteOptions options) {
    options.gate = watched(std::move(options.gate), watch_);
    routes_.push_back(
        std::make_unique<Route>(Route{.method = method,
                                      .pattern = std::string{pattern},
                                      .options = std::move(options),
                                      .handler = watched(std::move(handler), watch_)}));
    const Route* const route = routes_.back().get();
    Node* node = &root_;
    for (const std::string_view segment : split(route->pattern)) {
        if (segment.ends_with("...}")) {
            const bool is_new = node->rest_routes.emplace(method, route).second;
            PINGLI_ASSERT(is_new);
            return *this;
        }
        auto& next = name_of(segment).empty() ? node->written[std::string{segment}] : node->named;
        if (!next) next = std::make_unique<Node>();
        node = next.get();
    }
    const bool is_new = node->routes.emplace(method, route).second;
    PINGLI_ASSERT(is_new);
    return *this;
}

const Router::Routes* Router::find(const Node& node, std::span<const std::string> path,
                                   std::vector<std::string>& taken) {
    if (path.empty() && !node.routes.empty()) return &node.routes;
    if (!path.empty()) {
        if (const auto at = node.written.find(path.front()); at != node.written.end())
            if (const auto* const found = find(*at->second, path.subspan(1), taken)) return found;
        // An empty segment is no value.
        if (node.named && !path.front().empty()) {
            taken.push_back(path.front());
            if (const auto* const found = find(*node.named, path.subspan(1), taken)) return found;
            taken.pop_back();
        }
    }
    if (node.rest_routes.empty()) return nullptr;
    taken.push_back(join(path));
    return &node.rest_routes;
}

Router::Match Router::match(Method method, std::span<const std::string> path) const {
    Match out;
    std::vector<std::string> taken;
    const Routes* const found = find(root_, path, taken);
    if (found == nullptr) {
        if (method == Method::Get || method == Method::Head) out.route = otherwise_.get();
        return out;
    }
    auto at = found->find(method);
    if (at == found->end() && method == Method::Head) at = found->find(Method::Get);
    if (at == found->end()) {
        for (const auto& [allowed, route] : *found) {
            out.allow.append(out.allow.empty() ? "" : ", ").append(to_text(allowed));
            if (allowed == Method::Get && !found->contains(Method::Head)) out.allow += ", HEAD";
        }
        return out;
    }
    out.route = at->second;
    std::size_t next = 0;
    for (const std::string_view segment : split(out.route->pattern)) {
        const std::string_view name = name_of(segment);
        if (!name.empty()) out.values.emplace_back(name, std::move(taken.at(next++)));
    }
    return out;
}

std::vector<const Route*> Router::routes() const {
    std::vector<const Route*> out;
    out.reserve(routes_.size());
    for (const auto& route : routes_) out.push_back(route.get());
    return out;
}

}  // namespace pingli::http
