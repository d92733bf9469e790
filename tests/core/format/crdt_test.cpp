// SPDX-License-Identifier: AGPL-3.0-or-later
#include "format/crdt.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace rmirror::v6 {

namespace {

/// The counters of the ordered items, for a readable comparison.
std::vector<std::uint64_t> ordered(std::vector<Place> const& places)
{
    std::vector<std::uint64_t> counters;
    for (auto index : order_sequence(places).indices)
        counters.push_back(places[index].id.counter);
    return counters;
}

using Counters = std::vector<std::uint64_t>;

TEST(Crdt, follows_neighbours_not_the_order_in_the_file)
{
    EXPECT_EQ(ordered({{{1, 30}, {1, 20}, kNone}, {{1, 10}, kNone, kNone}, {{1, 20}, {1, 10}, kNone}}),
              (Counters{10, 20, 30}));
}

TEST(Crdt, puts_an_item_between_the_two_it_names)
{
    EXPECT_EQ(ordered({{{1, 10}, kNone, kNone}, {{1, 20}, {1, 10}, kNone}, {{1, 30}, {1, 10}, {1, 20}}}),
              (Counters{10, 30, 20}));
}

TEST(Crdt, prefers_the_higher_author_and_then_the_smaller_counter_in_one_spot)
{
    EXPECT_EQ(ordered({{{1, 5}, kNone, kNone}, {{2, 9}, kNone, kNone}, {{2, 8}, kNone, kNone}}),
              (Counters{8, 9, 5}));
}

TEST(Crdt, keeps_the_runs_of_two_authors_whole)
{
    // "A" and "Z" stood there; author 2 put "12" between them while author 1 put "_" there.
    std::vector<Place> const places{{{1, 1}, kNone, {1, 2}},
                                    {{1, 2}, {1, 1}, kNone},
                                    {{2, 11}, {1, 1}, {1, 2}},
                                    {{2, 12}, {2, 11}, {1, 2}},
                                    {{1, 21}, {1, 1}, {1, 2}}};
    EXPECT_EQ(ordered(places), (Counters{1, 11, 12, 21, 2}));
}

TEST(Crdt, takes_a_neighbour_that_is_not_there_for_the_edge)
{
    EXPECT_EQ(ordered({{{1, 10}, {1, 99}, {1, 98}}, {{1, 20}, {1, 10}, kNone}}), (Counters{10, 20}));
}

TEST(Crdt, finds_neighbours_inside_a_run_of_deleted_ids)
{
    std::vector<Place> places;
    append_run(places, {{1, 100}, kNone, kNone}, 5);
    places.push_back({{1, 7}, {1, 102}, {1, 103}});
    EXPECT_EQ(ordered(places), (Counters{100, 101, 102, 7, 103, 104}));
}

TEST(Crdt, means_the_first_of_two_items_of_the_same_id)
{
    std::vector<Place> places;
    append_run(places, {{1, 100}, kNone, kNone}, 5);
    places.push_back({{1, 102}, kNone, kNone});  // again
    places.push_back({{1, 7}, {1, 102}, {1, 103}});
    auto const order = order_sequence(places).indices;
    auto const stands_at = [&](std::size_t index) {
        return std::find(order.begin(), order.end(), index) - order.begin();
    };
    EXPECT_EQ(order.size(), places.size());
    EXPECT_LT(stands_at(2), stands_at(6));
    EXPECT_LT(stands_at(6), stands_at(3));
}

TEST(Crdt, finds_what_stands_in_runs_that_are_out_of_order)
{
    std::vector<Place> places;
    append_run(places, {{2, 50}, {1, 11}, kNone}, 3);
    append_run(places, {{1, 10}, kNone, kNone}, 2);
    append_run(places, {{1, 30}, {2, 52}, kNone}, 2);
    EXPECT_EQ(ordered(places), (Counters{10, 11, 50, 51, 52, 30, 31}));
}

TEST(Crdt, places_every_item_once_even_when_neighbours_contradict_each_other)
{
    std::vector<Place> const places{
        {{1, 1}, {1, 2}, kNone}, {{1, 2}, {1, 1}, kNone}, {{1, 3}, kNone, kNone}, {{1, 4}, {1, 4}, {1, 4}}};
    auto const order = order_sequence(places);
    EXPECT_TRUE(order.had_cycle);
    auto indices = order.indices;
    std::sort(indices.begin(), indices.end());
    EXPECT_EQ(indices, (std::vector<std::size_t>{0, 1, 2, 3}));
}

TEST(Crdt, gives_one_order_however_the_items_are_shuffled)
{
    std::mt19937 random(7);
    std::vector<Place> places{{{1, 1}, kNone, kNone}};
    for (std::uint64_t i = 2; i < 200; ++i) {
        auto const& left = places[random() % places.size()];
        places.push_back({{static_cast<std::uint8_t>(1 + random() % 3), i}, left.id, left.right});
    }
    auto const expected = ordered(places);
    for (int round = 0; round < 20; ++round) {
        std::shuffle(places.begin(), places.end(), random);
        EXPECT_EQ(ordered(places), expected);
    }
}

TEST(Crdt, keeps_a_chain_as_it_is_with_a_stranger_beside_it_or_none)
{
    std::vector<Place> places;
    append_run(places, {{1, 7}, kNone, kNone}, 4);
    EXPECT_EQ(ordered(places), (Counters{7, 8, 9, 10}));
    places.push_back({{0, 90}, {3, 3}, kNone});  // leaves the chain to the graph
    EXPECT_EQ(ordered(places), (Counters{7, 8, 9, 10, 90}));
}

TEST(Crdt, sees_a_chain_that_bites_its_tail)
{
    std::vector<Place> const backwards{{{1, 1}, kNone, {1, 2}}, {{1, 2}, {1, 1}, {1, 1}}};
    EXPECT_TRUE(order_sequence(backwards).had_cycle);
    std::vector<Place> const of_no_id{{kNone, kNone, {1, 2}}, {{1, 2}, kNone, kNone}};
    EXPECT_TRUE(order_sequence(of_no_id).had_cycle);
    std::vector<Place> const twice{{{1, 1}, kNone, kNone}, {{1, 1}, {1, 1}, kNone}};
    EXPECT_EQ(order_sequence(twice).indices.size(), 2U);
}

TEST(Crdt, stays_fast_where_every_item_follows_the_one_before)
{
    std::vector<Place> places;
    append_run(places, {{1, 1}, kNone, kNone}, 300'000);
    std::reverse(places.begin(), places.end());
    auto const order = order_sequence(places);
    EXPECT_FALSE(order.had_cycle);
    EXPECT_EQ(order.indices.front(), places.size() - 1);
    EXPECT_EQ(order.indices.back(), 0U);
}

}  // namespace

}  // namespace rmirror::v6
