// HTTP/1.1 on Boost.Beast, with limits on everything a peer can make large or slow. Knows nothing
// of cases. Handlers run on a bounded pool of workers; what the pool cannot take is answered with
// 503. Signals are the caller's: on SIGTERM call stop().

#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "http/fields.hpp"
#include "http/limits.hpp"
#include "http/metrics.hpp"
#include "http/router.hpp"
#include "http/share.hpp"

namespace pingli::http {

// One answered request. Carries neither targets nor addresses: both may be personal data.
struct LogLine {
    std::string_view method;  // empty when the request was not understood
    std::string_view route;   // the pattern; empty when none matched
    int status = 0;
    std::chrono::microseconds took{};
    std::uint64_t bytes_in = 0;  // of the body
    std::uint64_t bytes_out = 0;
};

// Something that went wrong on our side. `cause` holds nobody's words.
struct FaultLine {
    std::string_view method;  // empty when it was not at a request
    std::string_view route;   // likewise
    std::string_view cause;
    int status = 500;  // what was answered; 503: put off, by load or by what is not there just now
};

struct TlsFiles {
    std::filesystem::path certificate_chain;  // PEM
    std::filesystem::path key;                // PEM
};

struct ServerOptions {
    std::string address = "127.0.0.1";  // IPv4 or IPv6
    std::uint16_t port = 0;             // 0 = any free one
    Limits limits;
    std::filesystem::path upload_folder;  // exists; on the file system where uploads stay
    std::optional<TlsFiles> tls;
    // Addresses of proxies in front: what they say of the client's address and of TLS is believed,
    // and the limit of connections of one address is not for them.
    std::vector<std::string> trusted_proxies = {};
    Fields fields;  // set on every answer that has no field of that name, transport faults included
    Fields secure_fields = {};   // likewise, on those that go over TLS, as far as one is told
    bool is_behind_tls = false;  // all of them do, by a proxy that need not say so
    std::function<void(const LogLine&)> log;  // from several threads; must not block
    std::function<void(const FaultLine&)> on_fault = nullptr;  // likewise
    // On whose account a request is served, from its head; without it, on that of its address.
    std::function<Share(const Request&)> share_of = nullptr;
    // Told the port before the first request is answered.
    std::function<void(std::uint16_t port)> bound = nullptr;
    // Counted here when given, so that a handler may show it; else in one of the server's own.
    std::shared_ptr<Metrics> metrics;
};

class Server {
public:
    // Listens and serves at once. Fails with Invalid (address, certificate) or Unavailable (port).
    static Result<std::unique_ptr<Server>> start(ServerOptions options, Router router);
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    ~Server();

    // Takes no new connection, leaves idle ones, ends event streams, answers what has been begun,
    // and after Limits::drain_for leaves the rest. Blocks until done; a second call does nothing.
    void stop();

    [[nodiscard]] std::uint16_t port() const;
    [[nodiscard]] MetricsSnapshot metrics() const;

private:
    struct State;
    explicit Server(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace pingli::http
