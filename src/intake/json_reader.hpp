// JSON as rows: answers of taobao.traderates.get and tmall.traderate.feeds.get in their envelopes
// or bare, NDJSON exports, the reviews of data sets. Keys find their columns by the same synonym
// tables as CSV headers do; "a.b" is the key b inside the object a. Ids written as numbers keep
// every digit.

#pragma once

#include "intake/json_documents.hpp"
#include "intake/table_reader.hpp"

namespace pingli::intake {

// Rows of the report's kind; not for chats (json_chats.hpp). As read_table().
Result<void> read_json(JsonDocuments& documents, const Reading& reading);

}  // namespace pingli::intake
