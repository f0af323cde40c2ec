namespace EventAi.Emulators.Qdrant.State.Filters;

/// <summary>The only slots that can match a condition; a slot may be empty by now.</summary>
/// <param name="Exact">Every point in them matches; otherwise each still has to be looked at.</param>
internal readonly record struct CandidateSlots(SlotSet Slots, bool Exact);
