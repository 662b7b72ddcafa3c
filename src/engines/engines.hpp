// The text engine and the templates for a program that runs on: loaded when they are first asked
// for, so that the program starts at once. Thread-safe.

#pragma once

#include <filesystem>
#include <memory>
#include <mutex>

#include "replies/templates.hpp"
#include "text/engine.hpp"

namespace pingli::engines {

struct Loaded {
    text::Engine engine;
    replies::Templates templates;
};

class Engines {
public:
    explicit Engines(std::filesystem::path data_root) : data_root_(std::move(data_root)) {}
    // May take a second the first time; a failure is tried again by the next.
    Result<std::shared_ptr<const Loaded>> get();

private:
    std::filesystem::path data_root_;
    std::mutex mutex_;
    std::shared_ptr<const Loaded> loaded_;  // guarded by mutex_
};

}  // namespace pingli::engines
