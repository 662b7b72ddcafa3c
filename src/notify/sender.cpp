#include "notify/sender.hpp"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <utility>

#include "notify/target.hpp"

namespace pingli::notify {

namespace {

struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, FreeList>;

bool is_one_line(std::string_view text) {
    return text.find_first_of(std::string_view{"\r\n\0", 3}) == std::string_view::npos;
}

bool append(List& list, const std::string& line) {
    curl_slist* const longer = curl_slist_append(list.get(), line.c_str());
    if (longer == nullptr) return false;
    // `longer` begins with the list that was there: nothing to free.
    [[maybe_unused]] curl_slist* const same = list.release();
    list.reset(longer);
    return true;
}

// Called after the name is resolved and before anything is connected: a name that points inwards
// gets no socket.
curl_socket_t open_public(void*, curlsocktype, curl_sockaddr* address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const void* bytes = nullptr;
    if (address->family == AF_INET)
        bytes = &reinterpret_cast<const sockaddr_in*>(&address->addr)->sin_addr;
    if (address->family == AF_INET6)
        bytes = &reinterpret_cast<const sockaddr_in6*>(&address->addr)->sin6_addr;
    const bool is_text =
        bytes != nullptr && ::inet_ntop(address->family, bytes, text.data(),
                                        static_cast<socklen_t>(text.size())) != nullptr;
    if (!is_text || !is_public_address(text.data())) return CURL_SOCKET_BAD;
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::size_t swallow(const char*, std::size_t size, std::size_t count, void* left) {
    auto& room = *static_cast<std::size_t*>(left);
    const std::size_t bytes = size * count;
    if (bytes > room) return 0;  // Ends the transfer; its status is known by then.
    room -= bytes;
    return bytes;
}

// Asked about once a second.
int is_to_end(void* stop, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<const std::atomic<bool>*>(stop)->load() ? 1 : 0;
}

}  // namespace

struct Sender::State {
    explicit State(Reach wanted) : reach(wanted), curl(curl_easy_init()) {}
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() { curl_easy_cleanup(curl); }
    Reach reach;
    CURL* curl;
};

Sender::Sender(std::unique_ptr<State> state) : state_(std::move(state)) {}
Sender::Sender(Sender&&) noexcept = default;
Sender& Sender::operator=(Sender&&) noexcept = default;
Sender::~Sender() = default;

Result<Sender> Sender::open(Reach reach) {
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return fail(ErrorCode::Unavailable, "libcurl does not start");
    auto state = std::make_unique<State>(reach);
    if (state->curl == nullptr) return fail(ErrorCode::Unavailable, "libcurl does not start");
    return Sender{std::move(state)};
}

Result<int> Sender::send(const Hook& hook, const std::atomic<bool>* stop) {
    const bool is_public_only = state_->reach == Reach::PublicOnly;
    if (is_public_only && !is_hook_url(hook.url)) return fail(ErrorCode::Invalid, "a hook's URL");
    List fields;
    bool is_complete = append(fields, "Content-Type: " + hook.media_type) &&
                       append(fields, "Expect:") && append(fields, "User-Agent: Pingli");
    for (const auto& [name, value] : hook.fields) {
        if (!is_one_line(name) || !is_one_line(value))
            return fail(ErrorCode::Invalid, "a hook's field has a line break");
        std::string line = name;
        line.append(": ").append(value);
        is_complete = is_complete && append(fields, line);
    }
    if (!is_complete) return fail(ErrorCode::Unavailable, "no memory for a hook");

    CURL* const curl = state_->curl;
    std::size_t room = kAnswerBytesMax;
    curl_easy_reset(curl);
    curl_easy_setopt(curl, CURLOPT_URL, hook.url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, is_public_only ? "https" : "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(kConnectFor.count()));
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(kSendFor.count()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(hook.body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, hook.body.data());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, fields.get());
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, swallow);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &room);
    if (stop != nullptr) {
        curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
        curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, is_to_end);
        curl_easy_setopt(curl, CURLOPT_XFERINFODATA, stop);
    }
    if (is_public_only) {
        // A proxy would resolve and connect for us, past the check.
        curl_easy_setopt(curl, CURLOPT_PROXY, "");
        curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_public);
    }
    const CURLcode code = curl_easy_perform(curl);
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    if (code != CURLE_OK && status == 0)
        return fail(ErrorCode::Unavailable,
                    std::string{"send a hook: "} + curl_easy_strerror(code));
    return static_cast<int>(status);
}

}  // namespace pingli::notify
