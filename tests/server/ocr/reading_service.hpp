// SPDX-License-Identifier: AGPL-3.0-or-later
// A service that reads pages, on a free port: gives the answers it was told to give, one after another, and
// keeps what it was asked.
#pragma once

#include "ocr/counters.hpp"
#include "ocr/provider.hpp"
#include "wire/test_server.hpp"

#include "upstream/client/client.hpp"

#include <boost/json.hpp>

namespace rmirror::ocr::test {

class ReadingService {
public:
    ReadingService();

    std::string address() const { return "http://127.0.0.1:" + std::to_string(server_.port()); }
    upstream::CallResult ask(upstream::Call call) { return client_.ask_and_wait(std::move(call)); }

    /// Answers once. Without a status it is 200.
    void answer(std::string body, int status = 200, std::string retry_after = "");
    /// What it was asked next.
    http::Request take_request() { return asked_.take(); }
    boost::json::object take_body();
    bool was_asked_again() { return asked_.take_if_any().has_value(); }

private:
    http::FrontOptions routes();
    http::Reply next();

    http::test::Inbox<http::Reply> replies_;
    http::test::Inbox<http::Request> asked_;
    http::test::TestServer server_;
    upstream::Client client_;
};

/// A page of one picture, 100 page units tall from 50 on.
Page page_of(std::string notebook = "Diary");

/// A message of Claude's with one block of text, behind one of thinking.
std::string message(std::string const& text, std::string const& stop_reason = "end_turn");

/// A line of a batch's results: a page that was read.
std::string batch_result(std::string const& id, std::string const& markdown,
                         boost::json::array const& drawings = {});

std::string text_of(Counters const& counters);

/// By shared/ocr/schema.json: one page, one line.
std::string pages_json(std::string const& markdown, boost::json::array const& drawings = {});

}  // namespace rmirror::ocr::test
