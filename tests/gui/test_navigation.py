"""The way back and forward, without a window."""

from buergerapp.gui.navigation import START, History, Route

A, B, C = Route("service", "a"), Route("service", "b"), Route("service", "c")


def went(*routes: Route) -> History:
    history = History()
    for route in routes:
        history.go(route)
    return history


def test_it_begins_at_the_start_and_cannot_leave_its_ends() -> None:
    history = History()
    assert history.current.route == START
    assert history.previous is None
    assert not history.back()
    assert not history.forward()
    assert history.current.route == START


def test_back_and_forward_keep_order() -> None:
    history = went(A, B)
    assert history.previous == A
    assert history.back()
    assert history.back()
    assert history.current.route == START
    assert history.forward()
    assert history.forward()
    assert history.current.route == B
    assert not history.forward()


def test_a_new_way_forgets_the_old_way_forward() -> None:
    history = went(A, B)
    history.back()
    history.go(C)
    assert not history.forward()
    history.back()
    assert history.current.route == A


def test_going_where_one_is_changes_nothing() -> None:
    history = went(A)
    assert not history.go(A)
    assert len(history.visits) == 2
    history.go(B)
    history.back()
    assert not history.go(A)
    assert history.forward(), "the way forward stays"


def test_the_same_page_with_another_part_is_another_place() -> None:
    history = History()
    assert history.go(Route("step", "a", "one"))
    assert history.go(Route("step", "a", "two"))
    assert history.previous == Route("step", "a", "one")


def test_typing_changes_the_place_and_adds_none() -> None:
    history = went(Route("search", "p"))
    history.current.scroll = 30
    history.replace(Route("search", "pe"))
    assert history.current.route == Route("search", "pe")
    assert history.current.scroll == 30
    assert history.previous == START
    assert len(history.visits) == 2


def test_a_visit_remembers_scroll_and_focus() -> None:
    history = went(A, B)
    history.back()
    history.current.scroll, history.current.focus = 120, "tick-eins"
    history.forward()
    history.back()
    assert (history.current.scroll, history.current.focus) == (120, "tick-eins")


def test_two_histories_share_nothing() -> None:
    went(A, B)
    assert History().visits == History().visits
    assert len(History().visits) == 1
