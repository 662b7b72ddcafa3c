#include "http/server.hpp"

#include <thread>
#include <vector>

#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>

#include "base/barrier.hpp"
#include "http/peer.hpp"
#include "http/session.hpp"

namespace pingli::http {

namespace {

using Acceptor = net::ip::tcp::acceptor;
using namespace std::chrono_literals;

// Keys that are forgotten (ECDHE) and a cipher that authenticates (AEAD), nothing else.
constexpr const char* kTls12Suites = "ECDHE+AESGCM:ECDHE+CHACHA20";
constexpr auto kAcceptPause = 100ms;  // when there is no file descriptor left, say
constexpr auto kForcedCloseFor = 2'000ms;
constexpr std::string_view kTooMany =
    "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/problem+json\r\n"
    "Content-Length: 95\r\nRetry-After: 5\r\nConnection: close\r\n\r\n"
    R"({"type":"urn:pingli:problem:too-many-connections","title":"Too many connections.","status":503})";

Result<net::ssl::context> make_tls(const TlsFiles& files) {
    net::ssl::context tls{net::ssl::context::tls_server};
    ErrorNumber error;
    tls.set_options(net::ssl::context::default_workarounds | net::ssl::context::no_tlsv1 |
                        net::ssl::context::no_tlsv1_1 | net::ssl::context::no_compression,
                    error);
    SSL_CTX_set_options(tls.native_handle(), SSL_OP_NO_RENEGOTIATION);
    // Of TLS 1.2; all suites of 1.3 are of this kind.
    if (SSL_CTX_set_cipher_list(tls.native_handle(), kTls12Suites) != 1)
        return fail(ErrorCode::Unavailable, "TLS: no suite with forward secrecy");
    if (!error) tls.use_certificate_chain_file(files.certificate_chain.string(), error);
    if (error)
        return fail(ErrorCode::Invalid,
                    "TLS certificate " + files.certificate_chain.string() + ": " + error.message());
    tls.use_private_key_file(files.key.string(), net::ssl::context::pem, error);
    if (error)
        return fail(ErrorCode::Invalid, "TLS key " + files.key.string() + ": " + error.message());
    return tls;
}

Result<void> listen(Acceptor& acceptor, const ServerOptions& options) {
    ErrorNumber error;
    const auto address = net::ip::make_address(options.address, error);
    if (error) return fail(ErrorCode::Invalid, options.address + ": not an address to listen on");
    const net::ip::tcp::endpoint endpoint{address, options.port};
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(Acceptor::reuse_address(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(Acceptor::max_listen_connections, error);
    if (error == net::error::address_in_use)
        return fail(ErrorCode::Unavailable,
                    "listening on " + options.address + " port " + std::to_string(options.port) +
                        ": another program does already; end it, or choose another port");
    if (error)
        return fail(ErrorCode::Unavailable, "listening on " + options.address + " port " +
                                                std::to_string(options.port) + ": " +
                                                error.message());
    return {};
}

}  // namespace

struct Server::State {
    State(ServerOptions options, Router router)
        : loop(static_cast<int>(options.limits.io_threads)),
          acceptor(net::make_strand(loop)),
          pause(acceptor.get_executor()),
          core(std::make_shared<Core>(std::move(options), std::move(router))) {}

    void accept();
    void welcome(Socket socket);
    void run();

    net::io_context loop;
    Acceptor acceptor;
    net::steady_timer pause;
    std::optional<net::ssl::context> tls;
    std::shared_ptr<Core> core;
    std::uint16_t port = 0;
    std::vector<std::thread> threads;
    bool is_stopped = false;
};

void Server::State::accept() {
    acceptor.async_accept(net::make_strand(loop.get_executor()),
                          [this](const ErrorNumber& error, Socket socket) {
                              if (core->is_draining) return;
                              if (!error) {
                                  welcome(std::move(socket));
                                  accept();
                                  return;
                              }
                              pause.expires_after(kAcceptPause);
                              pause.async_wait([this](const ErrorNumber& cancelled) {
                                  if (!cancelled) accept();
                              });
                          });
}

void Server::State::welcome(Socket socket) {
    ErrorNumber error;
    const auto peer = socket.remote_endpoint(error).address();
    if (error) return;
    std::string client = client_of(peer.to_string()).value_or(peer.to_string());
    const Core::Admission admission = core->admit(client);
    if (admission.instead_of) admission.instead_of->close_soon();
    if (!admission.is_in) {
        ++core->metrics.refused_connections;
        socket.non_blocking(true, error);
        if (!tls) socket.write_some(net::buffer(kTooMany), error);
        return;
    }
    socket.set_option(net::ip::tcp::no_delay(true), error);
    auto session =
        std::make_shared<Session>(core, std::move(socket), tls ? &*tls : nullptr, client);
    core->remember(session, client);
    session->start();
}

void Server::State::run() {
    while (true) {
        // Out of memory in one connection must not end the others; its own handlers are lost.
        const auto cause = guarded([&] { loop.run(); });
        if (!cause) return;
        core->note_fault(Request{}, *cause);
    }
}

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}

// NOLINTNEXTLINE(bugprone-exception-escape): a thread of ours that runs can be joined.
Server::~Server() {
    stop();
}

Result<std::unique_ptr<Server>> Server::start(ServerOptions options, Router router) {
    auto state = std::make_unique<State>(std::move(options), std::move(router));
    const ServerOptions& set = state->core->options;
    if (set.tls) state->tls.emplace(TRY(make_tls(*set.tls)));
    TRY(listen(state->acceptor, set));
    ErrorNumber error;
    state->port = state->acceptor.local_endpoint(error).port();
    if (set.bound) set.bound(state->port);
    state->accept();
    for (std::size_t i = 0; i < set.limits.io_threads; ++i)
        state->threads.emplace_back([raw = state.get()] { raw->run(); });
    return std::unique_ptr<Server>{new Server{std::move(state)}};
}

void Server::stop() {
    if (std::exchange(state_->is_stopped, true)) return;
    Core& core = *state_->core;
    core.is_draining = true;
    net::post(state_->acceptor.get_executor(), [state = state_.get()] {
        ErrorNumber ignored;
        state->acceptor.close(ignored);
        state->pause.cancel();
    });
    for (const auto& session : core.sessions()) session->drain();
    if (!core.wait_until_empty(core.limits.drain_for)) {
        for (const auto& session : core.sessions()) session->close_soon();
        core.wait_until_empty(kForcedCloseFor);
    }
    core.pool.stop();
    state_->loop.stop();
    for (std::thread& thread : state_->threads) thread.join();
    // Accepted in the last moment: nobody else runs now, so they are closed here.
    for (const auto& session : core.sessions()) session->close_soon();
    state_->loop.restart();
    state_->loop.poll();
}

std::uint16_t Server::port() const {
    return state_->port;
}

MetricsSnapshot Server::metrics() const {
    return state_->core->metrics.snapshot();
}

}  // namespace pingli::http
