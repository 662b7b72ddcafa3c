// Inside of both_words only: what an audit finds (store/verify, store/compare,
// store/verify_journal, server/exhibit_files).

#pragma once

#include <array>

#include "api/sentence.hpp"

namespace pingli::api {

// NOLINTBEGIN(modernize-use-designated-initializers): a table, read by its columns
constexpr std::array kOfAudits = {
    // The chain.
    Sentence{"position {} lost", "位置 {} 缺失"},
    Sentence{"positions {} to {} lost", "位置 {} 到 {} 缺失"},
    Sentence{"position {} lost, the expected head among them", "位置 {} 缺失，它就是应有的链头"},
    Sentence{"positions {} to {} lost, the expected head among them",
             "位置 {} 到 {} 缺失，应有的链头也在其中"},
    Sentence{"position {} lost, the head among them", "位置 {} 缺失，它就是链头"},
    Sentence{"positions {} to {} lost, the head among them", "位置 {} 到 {} 缺失，链头也在其中"},
    Sentence{"the event at position {}, or the one before it, was changed (case {})",
             "位置 {} 的事件或它的前一个被改动过（案件 {}）"},
    Sentence{"the event at position {} is not the expected one", "位置 {} 的事件与应有的链头不符"},
    Sentence{"the shop has no head", "本店没有链头"},
    Sentence{"the head has another hash than the last event", "链头的哈希与最后一个事件不同"},
    Sentence{"the head is not of this chain", "链头不属于这条链"},
    Sentence{"case {}: version {} follows version {} at position {}",
             "案件 {}：版本 {} 接在版本 {} 之后（位置 {}）"},
    // The list of cases and the ledger.
    Sentence{"case {} has no event", "案件 {} 在列表里，却没有事件"},
    Sentence{"case {} is at version {}, the queue has {}", "案件 {} 的版本是 {}，列表里是 {}"},
    Sentence{"case {} has the number {}, before {}", "案件 {} 的编号 {} 不该在 {} 之前"},
    Sentence{"{} cases are not in the queue", "{} 个案件不在列表里"},
    Sentence{"the numbers of {} begin at {}", "{} 年的编号从 {} 开始"},
    Sentence{"case {} cannot be read: {}", "案件 {0} 的事件读不出来"},
    Sentence{"case {}: the queue says {} than the events do", "案件 {}：列表与事件不一致：{}"},
    Sentence{"another phase", "阶段"},
    Sentence{"another outcome", "结果"},
    Sentence{"another deadline", "期限"},
    Sentence{"another person in charge", "负责人"},
    Sentence{"another kind", "类型"},
    Sentence{"another opening", "建立时间"},
    Sentence{"another last change", "最近变动"},
    Sentence{"another year", "年份"},
    Sentence{"another list entry", "列表内容"},
    Sentence{"the ledger lacks {} points ({}, {}) of case {}",
             "积分台账缺 {0} 分（{2} 年），案件 {3}"},
    Sentence{"no event gave {} points ({}, {}) of case {}, the ledger has them",
             "积分台账有 {0} 分（{2} 年），案件 {3} 却没有这样的事件"},
    Sentence{"the ledger is ahead of the chain: {} points ({}, {}) of case {}",
             "积分台账比事件链多出 {0} 分（{2} 年），案件 {3}"},
    // Files of exhibits.
    Sentence{"exhibit {} of case {}: its file {} {}", "证据 {}（案件 {}）的文件 {} {}"},
    Sentence{"is lost", "丢失"},
    Sentence{"was changed since it was handed in", "提交之后被改动过"},
    Sentence{"cannot be read: {}", "读不出来"},
    // The store's journal, and what it covers.
    Sentence{"the journal ends before position {}, where it once was",
             "存储日志在位置 {} 之前就结束了，以前到过那里"},
    Sentence{"entries of the journal are lost before position {}", "存储日志在位置 {} 之前有缺失"},
    Sentence{"the journal was changed at position {}", "存储日志在位置 {} 被改动过"},
    Sentence{"the journal at position {} is not the expected one",
             "存储日志在位置 {} 与应有的不符"},
    // Of what, stands below: each of these would take the whole of such a sentence.
    Sentence{"{} was changed past the program", "{}被绕过程序改动过"},
    Sentence{"{} was put in past the program", "{}是绕过程序放进来的"},
    Sentence{"{} is lost", "{}丢失"},
    Sentence{"the key of person {} of shop {}", "{0} 的个人密钥"},
    Sentence{"what was done with {} of shop {}", "对 {0} 的处理记录"},
    Sentence{"the finding {} of shop {}", "{0} 的认定"},
    Sentence{"the record {} {}", "记录 {} {}"},
};
// NOLINTEND(modernize-use-designated-initializers)

}  // namespace pingli::api
