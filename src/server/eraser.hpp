// Erasing a person while the server runs: in the background, one at a time. No case changes
// meanwhile, and what is in memory of cases is forgotten. Thread-safe.

#pragma once

#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "api/office.hpp"
#include "app/case_desk.hpp"
#include "server/erase.hpp"

namespace pingli::server {

class Eraser {
public:
    // `store` and `desk` outlive it. `files`: where those of exhibits lie. `say` is told why one
    // failed.
    Eraser(app::Store& store, app::CaseDesk& desk, std::filesystem::path files,
           std::function<Instant()> now, std::function<void(const std::string&)> say);
    Eraser(const Eraser&) = delete;
    Eraser& operator=(const Eraser&) = delete;
    ~Eraser() { end(); }

    // What is going on of the same person is answered again. Invalid as of `check`;
    // VersionConflict: another one is going on.
    Result<api::Erasing> start(ErasureWish wish);
    // The latest first.
    Result<std::vector<api::Erasing>> all(const ShopId& shop);
    [[nodiscard]] bool is_busy();
    // What goes on is finished; none starts any more.
    void end();

private:
    void run(const ErasureWish& wish);

    app::Store& store_;
    app::CaseDesk& desk_;
    std::filesystem::path files_;
    std::function<Instant()> now_;
    std::function<void(const std::string&)> say_;
    std::mutex mutex_;
    std::optional<ErasureWish> latest_;
    bool is_running_ = false;
    bool is_over_ = false;
    std::jthread worker_;
};

}  // namespace pingli::server
