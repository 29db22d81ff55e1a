from mirrorme.pipeline.rehearse import rehearse


def test_the_rehearsal_goes_all_the_way() -> None:
    results = rehearse()
    assert [(result.status, result.reasons) for result in results] == [("edited", ())] * 2
    assert all(len(result.outputs) == 3 for result in results)
