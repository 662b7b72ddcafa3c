// pingli outer-key: makes outer keys, and brings a store under one, under another, under none.

#include <filesystem>
#include <memory>
#include <optional>
#include <ostream>

#include "cli/opened_store.hpp"
#include "cli/outer_key.hpp"
#include "cli/verbs.hpp"

namespace pingli::cli {

namespace fs = std::filesystem;

namespace {

struct Options {
    StoreChoice store;
    fs::path file;
};

Result<void> make(Context& context, const fs::path& file) {
    const auto made = TRY(make_outer_key(file));
    context.out << made.fingerprint() << '\n';
    context.err
        << "pingli: an outer key is in " << file.string()
        << ". Keep a copy of it on paper or in a vault, apart from the data folder and from "
           "its backups: without it every sealed word and every second factor is lost for "
           "ever.\npingli: 外层密钥已写入。请另存一份（纸上或保险柜），不要与数据目录、备份放"
           "在一起：丢失后，所有加密的内容和第二重验证都永远无法恢复。\n";
    return {};
}

Result<void> show(Context& context, const fs::path& file) {
    context.out << TRY(read_outer_key(file)).fingerprint() << '\n';
    return {};
}

// All at once, and again what was not cleared away when an earlier one was cut off.
Result<void> bring_under(Context& context, StoreChoice choice, const fs::path& file) {
    choice.rewrap_to = TRY(read_outer_key(file));
    const auto store = TRY(open_store(context, choice, Need::Existing, Company::Alone));
    const std::string& fingerprint = choice.rewrap_to->fingerprint();
    TRY(note_act(*store, {.what = "outer_key_changed",
                          .route = "pingli outer-key",
                          .about = fingerprint.empty() ? "none" : fingerprint}));
    if (fingerprint.empty())
        context.err << "pingli: the secrets are under no outer key any more: who has the data "
                       "folder has them\n";
    else
        context.err << "pingli: the secrets are under the outer key " << fingerprint
                    << ". Backups made before are as they were: under the key of then, or under "
                       "none; destroy those that may not be read, or make other keys of persons "
                       "(`pingli reseal`)\n";
    return {};
}

}  // namespace

void add_outer_key(CLI::App& app, Context& context) {
    CLI::App* all = app.add_subcommand(
        "outer-key", "A key from outside the data folder, under which its secrets stand");
    all->require_subcommand(1);
    const auto done = [&context](const Result<void>& result) {
        if (!result) report(context, result.error());
    };

    CLI::App* making = all->add_subcommand("make", "A new key in a new file (mode 0600)");
    auto made = std::make_shared<Options>();
    making->add_option("FILE", made->file, "A new file; not in the data folder")->required();
    making->callback([&context, made, done] { done(make(context, made->file)); });

    CLI::App* showing = all->add_subcommand("show", "The fingerprint of a key");
    auto shown = std::make_shared<Options>();
    showing->add_option("FILE", shown->file, "What make wrote")->required();
    showing->callback([&context, shown, done] { done(show(context, shown->file)); });

    CLI::App* putting = all->add_subcommand(
        "put",
        "Brings a data folder under a key, while no server runs on it; from under another, "
        "which --outer-key-file names");
    auto put = std::make_shared<Options>();
    putting->add_option("FILE", put->file, "What make wrote")->required();
    add_store_options(*putting, put->store);
    putting->callback([&context, put, done] { done(bring_under(context, put->store, put->file)); });

    CLI::App* leaving = all->add_subcommand(
        "leave", "The data folder under no outer key any more, while no server runs on it");
    auto left = std::make_shared<Options>();
    add_store_options(*leaving, left->store);
    leaving->callback([&context, left, done] { done(bring_under(context, left->store, {})); });
}

}  // namespace pingli::cli
