// For whoever runs the server: is it well, and how busy.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "api/answers.hpp"
#include "api/routes.hpp"

namespace pingli::api {

namespace {

// Of the machine itself, and not passed on by a proxy on it.
bool is_local(const http::Request& request) {
    constexpr std::array kOfProxies = {"X-Forwarded-For", "X-Real-IP", "Forwarded", "Via"};
    const bool is_passed_on = std::ranges::any_of(
        kOfProxies, [&](const char* name) { return http::find(request.fields, name).has_value(); });
    // http/peer.hpp counts an IPv6 client by its network.
    const bool is_loopback = request.address.starts_with("127.") || request.address == "::/64";
    return is_loopback && !is_passed_on;
}

// Strangers are not told which version there is to attack.
http::Response health(const Services& services, const http::Request& request) {
    const auto heads = services.store.heads();
    if (!heads) return http::problem(503, "unavailable", "The store does not answer.");
    if (!is_local(request)) return json(200, R"({"status":"ok"})");
    return json(200, fmt::format(R"({{"status":"ok","version":"{}","second_factor":"{}"}})",
                                 services.version, accounts::to_text(services.second_factor_rule)));
}

void add(std::string& out, std::string_view name, std::string_view kind, std::string_view help,
         std::uint64_t value) {
    out += fmt::format("# HELP pingli_{0} {1}\n# TYPE pingli_{0} {2}\npingli_{0} {3}\n", name, help,
                       kind, value);
}

// The text format of Prometheus, version 0.0.4.
http::Response metrics(const Services& services, const http::Request& request) {
    if (!is_local(request)) return not_found();
    const http::MetricsSnapshot now = services.metrics();
    std::string out =
        "# HELP pingli_http_answers_total Answers by status.\n"
        "# TYPE pingli_http_answers_total counter\n";
    for (const auto& [status, count] : now.answers_by_status)
        out += fmt::format("pingli_http_answers_total{{status=\"{}\"}} {}\n", status, count);
    add(out, "http_answer_microseconds_total", "counter", "Time spent on all answers.",
        now.answer_micros);
    add(out, "http_in_flight", "gauge", "Requests that are being answered.", now.in_flight);
    add(out, "http_connections", "gauge", "Open connections.", now.connections);
    add(out, "http_event_streams", "gauge", "Open event streams.", now.event_streams);
    add(out, "http_bytes_in_total", "counter", "Bytes of requests.", now.bytes_in);
    add(out, "http_bytes_out_total", "counter", "Bytes of answers.", now.bytes_out);
    add(out, "http_refused_connections_total", "counter", "Connections over a limit.",
        now.refused_connections);
    add(out, "http_evicted_connections_total", "counter",
        "Quiet connections that made room for others.", now.evicted_connections);
    add(out, "http_refused_busy_total", "counter", "Requests refused for want of workers.",
        now.refused_busy);
    add(out, "http_timeouts_total", "counter", "Peers that were too slow.", now.timeouts);
    return http::answer(200, "text/plain; version=0.0.4; charset=utf-8", std::move(out));
}

}  // namespace

void add_operator_routes(http::Router& router, const Services& services) {
    router.add(http::Method::Get, "/health",
               [&services](http::Request& request) { return health(services, request); });
    router.add(http::Method::Get, "/metrics",
               [&services](http::Request& request) { return metrics(services, request); });
}

}  // namespace pingli::api
