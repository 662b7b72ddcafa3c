// What goes wrong on our side: answered with 500, noted with its cause, and the server goes on.

#include <gtest/gtest.h>

#include <array>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

#include "http/server.hpp"
#include "support/http_ask.hpp"

namespace pingli::http {
namespace {

using namespace std::chrono_literals;

std::string post(std::uint16_t port, const std::string& target) {
    return support::ask(port, "POST " + target +
                                  " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: "
                                  "close\r\n\r\n");
}

[[noreturn]] void throw_words() {
    std::rethrow_exception(std::make_exception_ptr(
        std::out_of_range{"\"Zhang San\" 13812345678 张三 (pos 4294967295)"}));
}

Router faulty_routes() {
    Router router;
    router.add(Method::Post, "/well", [](Request&) { return answer(200, "text/plain", "well"); });
    router.add(Method::Post, "/throws/{who}", [](Request&) -> Response { throw_words(); });
    router.add_late(Method::Post, "/later",
                    [](const std::shared_ptr<Request>&, Responder) { throw_words(); });
    router.add_late(Method::Post, "/silent", [](const std::shared_ptr<Request>&, Responder) {});
    router.add(Method::Post, "/told", [](Request&) { return fault("the disk is full"); });
    router.add(Method::Post, "/gate", [](Request&) { return answer(200, "text/plain", "in"); },
               {.gate = [](const Request&) -> std::optional<Response> { throw_words(); }});
    return router;
}

}  // namespace

// security finding 27: "It has been noted" was said, and nothing was
TEST(Fault, IsAnsweredNotedAndGoneOnFrom) {
    std::mutex mutex;
    std::string noted;
    ServerOptions options;
    options.on_fault = [&](const FaultLine& line) {
        const std::lock_guard lock{mutex};
        noted += std::string{line.method} + " " + std::string{line.route} + " " +
                 std::string{line.cause} + "\n";
    };
    const auto seen = [&] {
        const std::lock_guard lock{mutex};
        return noted;
    };
    const auto server = Server::start(std::move(options), faulty_routes());
    ASSERT_TRUE(server);
    const std::uint16_t port = (*server)->port();
    const std::string cause =
        "std::out_of_range: \"?????????\" ########### ?????? (pos 4294967295)\n";
    const std::string let_go = "it was let go without an answer\n";
    struct Case {
        std::string target, noted;
    };
    const std::array cases{
        Case{"/throws/Zhang", "POST /throws/{who} " + cause},
        Case{"/later", "POST /later " + let_go + "POST /later " + cause},
        Case{"/silent", "POST /silent " + let_go},
        Case{"/told", "POST /told the disk is full\n"},
        Case{"/gate", "POST /gate " + cause},
    };
    for (const Case& one : cases) {
        {
            const std::lock_guard lock{mutex};
            noted.clear();
        }
        const std::string said = post(port, one.target);
        EXPECT_TRUE(said.starts_with("HTTP/1.1 500 ")) << one.target << "\n" << said;
        EXPECT_NE(said.find("It has been noted."), std::string::npos) << said;
        EXPECT_EQ(said.find("pos"), std::string::npos) << said;
        EXPECT_TRUE(post(port, "/well").ends_with("well"));
        // The last line may come after the answer.
        for (int i = 0; i < 250 && seen() != one.noted; ++i) std::this_thread::sleep_for(20ms);
        EXPECT_EQ(seen(), one.noted) << one.target;
    }
}

}  // namespace pingli::http
