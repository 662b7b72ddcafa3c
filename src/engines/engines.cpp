#include "engines/engines.hpp"

#include "engines/text_engine.hpp"
#include "engines/triage_rules.hpp"

namespace pingli::engines {

Result<std::shared_ptr<const Loaded>> Engines::get() {
    const std::lock_guard lock(mutex_);
    if (loaded_) return loaded_;
    Problems problems;
    auto engine = load_text_engine(data_root_, problems);
    if (!engine && !problems.empty()) return fail(ErrorCode::Invalid, to_text(problems.front()));
    if (!engine) return std::unexpected(engine.error());
    auto templates = load_templates(data_root_);
    if (!templates) return fail(ErrorCode::Invalid, to_text(templates.error().front()));
    loaded_ = std::make_shared<const Loaded>(
        Loaded{.engine = std::move(*engine), .templates = std::move(*templates)});
    return loaded_;
}

}  // namespace pingli::engines
