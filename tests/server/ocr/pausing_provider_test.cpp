// SPDX-License-Identifier: AGPL-3.0-or-later
// What lies at the server and not at a page costs one call now and then, and not one for each page.
#include "ocr/pausing_provider.hpp"

#include "ocr/reading_service.hpp"

#include <gtest/gtest.h>

namespace rmirror::ocr::test {
namespace {

using std::chrono::seconds;

/// Gives the answer that is set.
class Given final : public Provider {
public:
    explicit Given(Answer& answer) : answer_(answer) {}
    Readings read(std::vector<Page> const& pages) override
    {
        return {std::vector<Answer>(pages.size(), answer_), {}};
    }

private:
    Answer& answer_;
};

class PausingProviderTest : public testing::Test {
protected:
    void read(Answer const& answer)
    {
        answer_ = answer;
        provider_.read({page_of()});
    }

    static Failure failure(Reason reason) { return {Failure::Next::later, reason, "Wait.", seconds(300)}; }

    Answer answer_;
    PausingProvider::Clock::time_point now_;
    PausingProvider provider_{std::make_unique<Given>(answer_), [this] { return now_; }};
};

TEST_F(PausingProviderTest, lets_one_call_try_now_and_then_while_the_key_is_refused)
{
    EXPECT_TRUE(provider_.may_be_asked());
    read(failure(Reason::bad_key));
    for (int tries = 0; tries < 3; ++tries) {
        EXPECT_FALSE(provider_.may_be_asked());
        now_ += seconds(299);
        EXPECT_FALSE(provider_.may_be_asked());
        now_ += seconds(1);
        EXPECT_TRUE(provider_.may_be_asked());
        EXPECT_FALSE(provider_.may_be_asked()) << "One tries, and no other.";
        read(failure(Reason::bad_key));
    }
}

TEST_F(PausingProviderTest, goes_on_as_soon_as_a_page_was_read)
{
    read(failure(Reason::no_such_model));
    now_ += seconds(300);
    EXPECT_TRUE(provider_.may_be_asked());
    read(PageText{});
    EXPECT_TRUE(provider_.may_be_asked());
    EXPECT_TRUE(provider_.may_be_asked());
}

TEST_F(PausingProviderTest, lets_another_try_when_the_first_had_nothing_to_read)
{
    read(failure(Reason::no_credit));
    now_ += seconds(300);
    EXPECT_TRUE(provider_.may_be_asked());
    now_ += seconds(59);
    EXPECT_FALSE(provider_.may_be_asked());
    now_ += seconds(1);
    EXPECT_TRUE(provider_.may_be_asked());
}

TEST_F(PausingProviderTest, hears_of_batches_what_they_tell_of_the_key)
{
    provider_.note_batch_call(failure(Reason::bad_key));
    EXPECT_FALSE(provider_.may_be_asked());
    now_ += seconds(300);
    EXPECT_TRUE(provider_.may_be_asked());
    provider_.note_batch_call(std::nullopt);
    EXPECT_TRUE(provider_.may_be_asked());
    provider_.note_batch_call(failure(Reason::rate_limited));
    EXPECT_TRUE(provider_.may_be_asked());
    read(failure(Reason::no_such_model));
    provider_.note_batch_call(std::nullopt);
    EXPECT_FALSE(provider_.may_be_asked()) << "A batch is taken whatever its model.";
}

TEST_F(PausingProviderTest, asks_on_when_it_is_only_a_page_or_a_moment)
{
    for (auto const reason : {Reason::bad_answer, Reason::refused, Reason::rate_limited, Reason::overloaded,
                              Reason::unreachable, Reason::bad_request, Reason::server_fault}) {
        read(failure(reason));
        EXPECT_TRUE(provider_.may_be_asked()) << to_string(reason);
    }
}

}  // namespace
}  // namespace rmirror::ocr::test
