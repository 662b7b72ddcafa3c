// A small server on src/http for the end-to-end attacks: the transport alone, with limits that the
// command line may lower so that tests need not wait. Prints its port; ends on SIGTERM.
//
//   http_probe_server FOLDER [NAME=VALUE …]

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "http/server.hpp"

namespace {

using namespace pingli;
using namespace pingli::http;

// Events of all listeners, so that a test can push and watch.
struct Board {
    std::mutex mutex;
    std::vector<std::shared_ptr<EventStream>> listeners;
};

bool set_limit(Limits& limits, const std::string& name, long value) {
    const auto size = static_cast<std::size_t>(value);
    const std::map<std::string, std::size_t*> sizes = {
        {"connections", &limits.connections_max},
        {"connections_per_address", &limits.connections_per_address_max},
        {"workers", &limits.worker_threads},
        {"queue", &limits.work_queue_max},
        {"uploads", &limits.uploads_at_once_max},
        {"backlog", &limits.event_backlog_bytes_max},
    };
    const std::map<std::string, std::uint64_t*> mebibytes = {
        {"disk_reserve_mib", &limits.disk_reserve_bytes},
        {"unsent_mib", &limits.unsent_bytes_max},
        {"unsent_of_one_mib", &limits.unsent_bytes_of_one_max},
    };
    if (const auto at = mebibytes.find(name); at != mebibytes.end()) {
        *at->second = std::uint64_t{size} << 20U;
        return true;
    }
    const std::map<std::string, std::chrono::milliseconds*> times = {
        {"request_ms", &limits.request_for},
        {"upload_mib_ms", &limits.upload_for_each_mib},
        {"idle_ms", &limits.idle_for},
        {"write_ms", &limits.write_for},
        {"drain_ms", &limits.drain_for},
        {"heartbeat_ms", &limits.heartbeat_every},
        {"answer_mib_ms", &limits.answer_for_each_mib},
    };
    if (const auto at = sizes.find(name); at != sizes.end()) {
        *at->second = size;
    } else if (const auto when = times.find(name); when != times.end()) {
        *when->second = std::chrono::milliseconds{value};
    } else {
        return false;
    }
    return true;
}

Response echo_upload(Request& request) {
    std::string out = request.file->sha256 + " " + std::to_string(request.file->bytes) + " " +
                      request.file->name + " " + request.file->media_type;
    for (const auto& [name, value] : request.form)
        out.append(" ").append(name).append("=").append(value);
    return answer(201, "text/plain; charset=utf-8", std::move(out));
}

std::optional<Response> refuse_strangers(const Request& request) {
    if (find(request.fields, "authorization").value_or("") == "friend") return std::nullopt;
    return problem(401, "unauthorized", "Who are you?");
}

Response metrics_answer(const MetricsSnapshot& metrics) {
    std::string out = "connections " + std::to_string(metrics.connections) + "\nin_flight " +
                      std::to_string(metrics.in_flight) + "\nevent_streams " +
                      std::to_string(metrics.event_streams) + "\nrefused_connections " +
                      std::to_string(metrics.refused_connections) + "\nrefused_busy " +
                      std::to_string(metrics.refused_busy) + "\ntimeouts " +
                      std::to_string(metrics.timeouts) + "\n";
    for (const auto& [status, count] : metrics.answers_by_status)
        out += "status_" + std::to_string(status) + " " + std::to_string(count) + "\n";
    return answer(200, "text/plain", std::move(out));
}

void add_events(Router& router, const std::shared_ptr<Board>& board) {
    router.add(Method::Get, "/events", [board](Request&) {
        auto stream = std::make_shared<EventStream>();
        const std::lock_guard lock{board->mutex};
        board->listeners.push_back(stream);
        return event_answer(std::move(stream));
    });
    router.add(Method::Post, "/events", [board](Request& request) {
        const std::lock_guard lock{board->mutex};
        std::erase_if(board->listeners, [&](const auto& listener) {
            return !listener->push({.id = "1", .name = "said", .data = request.body});
        });
        return answer(200, "text/plain", std::to_string(board->listeners.size()));
    });
}

Router make_router(const std::shared_ptr<Board>& board, const std::filesystem::path& folder,
                   const std::shared_ptr<Metrics>& metrics) {
    Router router;
    router.add(Method::Post, "/cases", [](Request& request) {
        Response out = answer(201, "application/json", std::move(request.body));
        out.fields.push_back({"Location", "/cases/1"});
        return out;
    });
    router.add(Method::Get, "/cases/{case}", [](Request& request) {
        return answer(200, "text/plain; charset=utf-8", std::string{path_value(request, "case")});
    });
    router.add(Method::Get, "/whoami", [](Request& request) {
        return answer(200, "text/plain", request.address + (request.is_secure ? " secure" : ""));
    });
    router.add(Method::Get, "/slow", [](Request&) {
        std::this_thread::sleep_for(std::chrono::milliseconds{700});
        return answer(200, "text/plain", "done");
    });
    router.add_late(Method::Get, "/later", [](const auto&, Responder responder) {
        std::thread{[late = std::move(responder)]() mutable {
            std::this_thread::sleep_for(std::chrono::milliseconds{50});
            late.answer(answer(200, "text/plain", "later"));
        }}.detach();
    });
    router.add(Method::Get, "/throws",
               [](Request& request) { return answer(200, "text/plain", request.body.substr(1)); });
    router.add(Method::Get, "/split", [](Request&) {
        Response out = answer(200, "text/plain", "x");
        out.fields.push_back({"X-Bad", "a\r\nSet-Cookie: b"});
        return out;
    });
    router.add(Method::Get, "/large",
               [](Request&) { return answer(200, "text/plain", std::string(32 << 20, 'x')); });
    router.add(Method::Get, "/file", [folder](Request& request) {
        auto file = FileBody::open(folder / "file.bin");
        if (!file) return problem(404, "not-found", "No file.");
        return file_answer(request, *std::move(file), "application/octet-stream");
    });
    router.add(Method::Post, "/uploads", echo_upload, {.takes_upload = true});
    router.add(Method::Put, "/uploads", echo_upload,
               {.takes_upload = true, .gate = refuse_strangers});
    router.add(Method::Get, "/metrics",
               [metrics](Request&) { return metrics_answer(metrics->snapshot()); });
    add_events(router, board);
    return router;
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 2) return 2;
    const std::filesystem::path folder = arguments[1];
    ServerOptions options;
    options.upload_folder = folder;
    options.fields = {{"X-Content-Type-Options", "nosniff"}};
    if (std::filesystem::exists(folder / "key.pem"))
        options.tls = TlsFiles{.certificate_chain = folder / "cert.pem", .key = folder / "key.pem"};
    for (int i = 2; i < count; ++i) {
        const std::string argument = arguments[i];
        const std::size_t equals = std::min(argument.find('='), argument.size() - 1);
        const long value = std::atol(argument.c_str() + equals + 1);
        if (argument == "behind_proxy=1") {
            options.trusted_proxies = {"127.0.0.1"};
            continue;
        }
        if (!set_limit(options.limits, argument.substr(0, equals), value)) return 2;
    }
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);

    const auto board = std::make_shared<Board>();
    options.metrics = std::make_shared<Metrics>();
    Router router = make_router(board, folder, options.metrics);
    auto server = Server::start(std::move(options), std::move(router));
    if (!server) {
        std::fprintf(stderr, "%s\n", server.error().context.c_str());
        return 1;
    }
    std::printf("%d\n", static_cast<int>((*server)->port()));
    std::fflush(stdout);
    int received = 0;
    sigwait(&signals, &received);
    (*server)->stop();
    return 0;
}
