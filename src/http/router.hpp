// Which handler answers which request. Routes are added once, before the server starts; looking
// them up is thread-safe after that.

#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "http/request.hpp"
#include "http/response.hpp"

namespace pingli::http {

// Answers one request, once, from any thread. Let go without an answer, it answers 500. Must not
// outlive the server.
class Responder {
public:
    using Send = std::move_only_function<void(Response)>;
    explicit Responder(Send send) : send_(std::move(send)) {}
    Responder(Responder&& other) noexcept : send_(std::exchange(other.send_, nullptr)) {}
    Responder& operator=(Responder&& other) noexcept;
    ~Responder();
    void answer(Response response);

private:
    Send send_;
};

// Runs on a worker thread and may block.
using Handler = std::function<Response(Request&)>;
// What it answers, or, when it throws, a fault with the cause.
Response answer_guarded(const Handler& handler, Request& request);
// Starts on a worker thread, must not keep it waiting, and answers whenever it can. The request
// lives as long as the pointer.
using LateHandler = std::function<void(std::shared_ptr<Request>, Responder)>;
// Decides on the head alone whether the body may come; the answer instead, if it may not.
using Gate = std::function<std::optional<Response>(const Request&)>;

struct RouteOptions {
    std::size_t body_bytes_max = 0;  // 0 = Limits::body_bytes_max
    // The body is streamed into a file: the file of a multipart/form-data body, else all of it.
    bool takes_upload = false;
    // All of the body is streamed into a file, whatever its media type: for long ones that are read
    // piece by piece.
    bool spools_body = false;
    Gate gate = nullptr;
    [[nodiscard]] bool is_body_in_file() const { return takes_upload || spools_body; }
};

struct Route {
    Method method{};
    std::string pattern;
    RouteOptions options;
    LateHandler handler;
};

// Looks at the head of every request that has a route, before its body comes. Must not block.
using Guard = std::function<std::optional<Response>(const Request&, const Route&)>;

// Sees every answer of a route before it is sent: what was asked, by whom, and what came of it.
// Must not block for long.
using Watch = std::function<void(const Request&, const Response&)>;

class Router {
public:
    // Of the routes that are added from now on, and of the guard. Twice is a programmer's error.
    Router& watch(Watch watch);

    // Patterns: "/a/{name}/b", and "/files/{rest...}" takes all that follows, slashes included. A
    // written segment wins over a name. Adding a route twice is a programmer's error.
    Router& add(Method method, std::string_view pattern, Handler handler,
                RouteOptions options = {});
    Router& add_late(Method method, std::string_view pattern, LateHandler handler,
                     RouteOptions options = {});

    // Answers GET and HEAD of the paths that no route knows. It is no route itself: routes() does
    // not tell of it. Twice is a programmer's error.
    Router& otherwise(Handler handler);

    // One for all routes. Twice is a programmer's error.
    Router& guard(Guard guard);
    // What the guard answers instead; nothing: the request may go on.
    [[nodiscard]] std::optional<Response> refusal(const Request& request, const Route& route) const;

    struct Match {
        const Route* route = nullptr;  // null: nothing has this method here
        std::vector<NameValue> values;
        std::string allow;  // without a route: "GET, HEAD, POST", or empty when the path is unknown
    };
    // HEAD is answered by GET's handler unless it has one of its own.
    [[nodiscard]] Match match(Method method, std::span<const std::string> path) const;

    // All of them, in the order they were added.
    [[nodiscard]] std::vector<const Route*> routes() const;

private:
    struct Node {
        std::map<std::string, std::unique_ptr<Node>, std::less<>> written;
        std::unique_ptr<Node> named;
        std::map<Method, const Route*> routes;
        std::map<Method, const Route*> rest_routes;  // of "{rest...}" below this node
    };
    using Routes = std::map<Method, const Route*>;
    static const Routes* find(const Node& node, std::span<const std::string> path,
                              std::vector<std::string>& taken);

    Node root_;
    std::vector<std::unique_ptr<Route>> routes_;
    std::unique_ptr<Route> otherwise_;
    Guard guard_;
    Watch watch_;
};

}  // namespace pingli::http
