#include "reviews/import_preview.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace pingli::reviews {

// Whatever a file says, its preview is read as it was kept.
RC_GTEST_PROP(ImportPreview, IsReadAsItWasKept, ()) {
    using Texts = std::vector<std::string>;
    intake::FilePreview preview;
    preview.kind = intake::FileKind::Orders;
    preview.syntax = *rc::gen::element(intake::Syntax::Csv, intake::Syntax::Json);
    preview.encoding = *rc::gen::element(intake::Encoding::Utf8, intake::Encoding::Gb18030);
    preview.known = intake::known_columns(*preview.kind);
    preview.problem =
        *rc::gen::element(Said{}, say("file.header"), say("file.column", say("column.id")));
    for (const std::string& header : *rc::gen::arbitrary<Texts>())
        preview.columns.push_back({.header = header,
                                   .column = *rc::gen::arbitrary<std::string>(),
                                   .is_chosen = *rc::gen::arbitrary<bool>()});
    preview.rows = *rc::gen::arbitrary<std::vector<Texts>>();

    const auto read = read_preview(to_bytes(preview));
    RC_ASSERT(read.has_value());
    RC_ASSERT(read->kind == preview.kind);
    RC_ASSERT(read->syntax == preview.syntax);
    RC_ASSERT(read->encoding == preview.encoding);
    RC_ASSERT(read->known.size() == preview.known.size());
    RC_ASSERT(read->problem == preview.problem);
    RC_ASSERT(read->rows == preview.rows);
    RC_ASSERT(to_bytes(*read) == to_bytes(preview));
}

TEST(ImportPreview, OtherBytesAreNone) {
    EXPECT_FALSE(read_preview(""));
    EXPECT_FALSE(read_preview("form\t2\n"));
    EXPECT_FALSE(read_preview("form\t1\nheader\tx\n"));
    EXPECT_TRUE(read_preview("form\t1\ncells\t9999999999\ncell\tx\n"));
}

}  // namespace pingli::reviews
